package io.citywatch.jobs.influx;

/** A request did not reach its end; says what became of it, and the server's words. */
public final class StoreException extends Exception {
    private static final long serialVersionUID = 1;

    private final WriteOutcome outcome;

    public StoreException(WriteOutcome outcome, String words) {
        super(words);
        this.outcome = outcome;
    }

    public StoreException(WriteOutcome outcome, String words, Throwable cause) {
        super(words, cause);
        this.outcome = outcome;
    }

    public WriteOutcome outcome() {
        return outcome;
    }

    /** The server's own words, or the client's where the server said nothing. */
    public String words() {
        return String.valueOf(getMessage());
    }
}
