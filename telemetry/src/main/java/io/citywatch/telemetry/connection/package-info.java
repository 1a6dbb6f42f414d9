/** What happens to the connections of devices and others to the gateway; knows nothing of how they are made. */
@NullMarked
package io.citywatch.telemetry.connection;

import org.jspecify.annotations.NullMarked;
