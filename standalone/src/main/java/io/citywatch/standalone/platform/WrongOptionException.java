package io.citywatch.standalone.platform;

/** What stands on the command line can't be, whatever else is the case; the message says why, and no trace is needed. */
public final class WrongOptionException extends StartupException {
    private static final long serialVersionUID = 1L;

    public WrongOptionException(String message) {
        super(message);
    }
}
