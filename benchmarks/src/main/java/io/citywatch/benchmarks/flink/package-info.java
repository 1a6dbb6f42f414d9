/** What Flink's own page says of the jobs that are measured; knows its REST API alone. */
@NullMarked
package io.citywatch.benchmarks.flink;

import org.jspecify.annotations.NullMarked;
