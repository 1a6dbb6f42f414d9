/** The life of an alarm by ISA-18.2: what can happen to it, what comes of that, and what can't be done; knows {@code alarm}. */
@NullMarked
package io.citywatch.telemetry.alarm.lifecycle;

import org.jspecify.annotations.NullMarked;
