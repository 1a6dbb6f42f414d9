/** All that is decided about one device's alarms, without knowing what runs it: no Flink, no Kafka, no wall clock. */
@NullMarked
package io.citywatch.jobs.alarms.device;

import org.jspecify.annotations.NullMarked;
