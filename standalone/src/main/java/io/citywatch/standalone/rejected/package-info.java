/** The dead letters of the log: looking into them and sending them through again; knows the log and {@code telemetry}. */
@NullMarked
package io.citywatch.standalone.rejected;

import org.jspecify.annotations.NullMarked;
