package io.citywatch.console;

/** The console could not be started; the message says what is in the way. */
public final class ConsoleException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ConsoleException(String message, Throwable cause) {
        super(message, cause);
    }
}
