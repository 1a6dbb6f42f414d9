package io.citywatch.devices.replay;

/** A file of stays can't be used at all; the message names the file, and the line where it is a line's fault. */
public final class ReplayException extends Exception {
    private static final long serialVersionUID = 1;

    public ReplayException(String message) {
        super(message);
    }

    public ReplayException(String message, Throwable cause) {
        super(message, cause);
    }
}
