package io.citywatch.standalone.platform;

/** The platform can't be started; the message says why and what to do, without a stack trace. */
public sealed class StartupException extends RuntimeException permits WrongOptionException {
    private static final long serialVersionUID = 1;

    public StartupException(String message) {
        super(message);
    }
}
