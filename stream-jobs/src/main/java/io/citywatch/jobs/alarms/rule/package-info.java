/** Rules as data: which condition at which devices is an alarm, and what it sets going; knows the detectors. */
@NullMarked
package io.citywatch.jobs.alarms.rule;

import org.jspecify.annotations.NullMarked;
