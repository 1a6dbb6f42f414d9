/** The devices of the simulated city and what each measures when nothing happens; pure, knows {@code telemetry} only. */
@NullMarked
package io.citywatch.devices.fleet;

import org.jspecify.annotations.NullMarked;
