/** Alarms to the outside world: follows the log and hands each transition to the receivers that a city has configured; knows telemetry, not the console. */
@NullMarked
package io.citywatch.outward;

import org.jspecify.annotations.NullMarked;
