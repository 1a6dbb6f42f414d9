/** What it takes to count the whole city anew from the log. */
@NullMarked
package io.citywatch.benchmarks.census;

import org.jspecify.annotations.NullMarked;
