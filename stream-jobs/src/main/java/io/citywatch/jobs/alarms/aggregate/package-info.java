/**
 * What groups of devices measure together, and the alarms that come of it; knows the detectors, and nothing of the devices'
 * own states.
 */
@NullMarked
package io.citywatch.jobs.alarms.aggregate;

import org.jspecify.annotations.NullMarked;
