/**
 * The use of parking bays: stays cleaned of what detectors add to them, and what they come to in each area and hour; knows
 * {@code uplink} and {@code log}.
 */
@NullMarked
package io.citywatch.jobs.census.parking;

import org.jspecify.annotations.NullMarked;
