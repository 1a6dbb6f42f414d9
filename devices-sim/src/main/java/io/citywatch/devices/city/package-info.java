/** The course of the simulated city's day: births, reports and incidents in order of time; pure, knows {@code fleet}. */
@NullMarked
package io.citywatch.devices.city;

import org.jspecify.annotations.NullMarked;
