/** The way of a reading through the whole platform: how many a second, and how long an alarm takes. */
@NullMarked
package io.citywatch.benchmarks.city;

import org.jspecify.annotations.NullMarked;
