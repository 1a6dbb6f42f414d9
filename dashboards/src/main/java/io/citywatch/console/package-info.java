/** The operators' console: starts and stops the server, and holds its options and meters; knows {@code telemetry}. */
@NullMarked
package io.citywatch.console;

import org.jspecify.annotations.NullMarked;
