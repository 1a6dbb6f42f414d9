/** The historian by itself, from a filled log into a sink that only counts. */
@NullMarked
package io.citywatch.benchmarks.historian;

import org.jspecify.annotations.NullMarked;
