/** The entry point of the benchmarks; knows only their commands. */
@NullMarked
package io.citywatch.benchmarks;

import org.jspecify.annotations.NullMarked;
