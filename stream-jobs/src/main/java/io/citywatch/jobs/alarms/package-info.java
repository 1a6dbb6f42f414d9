/** The alarm job: its topology, its options and what it counts; knows the log, and nothing of InfluxDB. */
@NullMarked
package io.citywatch.jobs.alarms;

import org.jspecify.annotations.NullMarked;
