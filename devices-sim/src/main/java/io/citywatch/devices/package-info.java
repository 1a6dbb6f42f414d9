/** The simulator as a whole: a city, the concentrators through which it speaks, and the clock that drives it. */
@NullMarked
package io.citywatch.devices;

import org.jspecify.annotations.NullMarked;
