/** The jobs on a Flink cluster of separate processes, submitted as a user submits them. */
@NullMarked
package io.citywatch.jobs.cluster;

import org.jspecify.annotations.NullMarked;
