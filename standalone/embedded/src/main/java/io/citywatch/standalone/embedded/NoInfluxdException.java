package io.citywatch.standalone.embedded;

/** Says that this machine has no influxd of InfluxDB 1, and what its user can do. */
public final class NoInfluxdException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoInfluxdException(String message) {
        super(message);
    }
}
