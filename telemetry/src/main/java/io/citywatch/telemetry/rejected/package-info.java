/** What could not be used, with the reasons; knows nothing of the other packages. */
@NullMarked
package io.citywatch.telemetry.rejected;

import org.jspecify.annotations.NullMarked;
