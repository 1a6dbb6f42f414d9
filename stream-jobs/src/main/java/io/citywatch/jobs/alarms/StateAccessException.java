package io.citywatch.jobs.alarms;

/** The state of a device could not be read or written; the job restarts from its checkpoint. */
public final class StateAccessException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StateAccessException(Throwable cause) {
        super("the alarms of a device can't be read or written", cause);
    }
}
