/** What a tenth of the city that goes silent at once does to the alarm job. */
@NullMarked
package io.citywatch.benchmarks.silence;

import org.jspecify.annotations.NullMarked;
