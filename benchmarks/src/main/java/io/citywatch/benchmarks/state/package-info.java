/** What the alarm job's state of a whole city costs; knows the log, the job and a Flink cluster in this process. */
@NullMarked
package io.citywatch.benchmarks.state;

import org.jspecify.annotations.NullMarked;
