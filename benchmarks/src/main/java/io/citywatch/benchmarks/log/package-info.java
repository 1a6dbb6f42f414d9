/** A log of a benchmark's own and what the gateway would append to it; knows nothing of what reads it. */
@NullMarked
package io.citywatch.benchmarks.log;

import org.jspecify.annotations.NullMarked;
