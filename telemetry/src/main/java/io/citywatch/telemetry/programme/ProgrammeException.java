package io.citywatch.telemetry.programme;

/** The programme's data file can't be used; the message names the place and what is wrong there. */
public final class ProgrammeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ProgrammeException(String message) {
        super(message);
    }

    public ProgrammeException(String message, Throwable cause) {
        super(message, cause);
    }
}
