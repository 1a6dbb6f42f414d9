package io.citywatch.telemetry.facility;

/** How a metric's value is written in JSON. */
public enum MetricType {
    /** A JSON number within the metric's range. */
    NUMBER,
    /** {@code true}/{@code false} or {@code 1}/{@code 0}. */
    BOOLEAN,
    /** One of the texts of {@link SensorState}. */
    STATE
}
