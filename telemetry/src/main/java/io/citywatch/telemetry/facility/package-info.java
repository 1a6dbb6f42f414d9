/** The kinds of facility in a city and the metrics they measure; knows nothing else. */
@NullMarked
package io.citywatch.telemetry.facility;

import org.jspecify.annotations.NullMarked;
