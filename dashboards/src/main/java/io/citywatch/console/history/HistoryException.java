package io.citywatch.console.history;

/** InfluxDB could not answer; the message says why, for an engineer. */
public final class HistoryException extends Exception {
    private static final long serialVersionUID = 1;

    HistoryException(String message, Throwable cause) {
        super(message, cause);
    }

    HistoryException(String message) {
        super(message);
    }
}
