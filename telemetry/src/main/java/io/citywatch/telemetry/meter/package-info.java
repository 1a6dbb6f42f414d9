/** How every part declares its meters; knows no metrics library. */
@NullMarked
package io.citywatch.telemetry.meter;

import org.jspecify.annotations.NullMarked;
