/** What the log says now, kept in memory for the console to answer from; knows the log and {@code telemetry}. */
@NullMarked
package io.citywatch.console.view;

import org.jspecify.annotations.NullMarked;
