package io.citywatch.telemetry.meter;

/** The sorts of meters. */
public enum MeterType {
    COUNTER,
    GAUGE,
    TIMER
}
