/** How good the detectors for series are, on series of which it is known what is wrong with them. */
@NullMarked
package io.citywatch.benchmarks.series;

import org.jspecify.annotations.NullMarked;
