package io.citywatch.jobs.influx;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A request did not reach its end; says what became of it, and the server's words. */
public final class StoreException extends Exception {
    private static final long serialVersionUID = 1;

    private final WriteOutcome outcome;
    private final Duration askedPause;

    public StoreException(WriteOutcome outcome, String words) {
        this(outcome, words, Duration.ZERO, null);
    }

    public StoreException(WriteOutcome outcome, String words, Throwable cause) {
        this(outcome, words, Duration.ZERO, cause);
    }

    /** With the time for which the server asks to be left alone; zero where it does not. */
    StoreException(WriteOutcome outcome, String words, Duration askedPause, @Nullable Throwable cause) {
        super(words, cause);
        this.outcome = outcome;
        this.askedPause = askedPause;
    }

    public WriteOutcome outcome() {
        return outcome;
    }

    /** For how long the server asks to be left alone ({@code Retry-After}); zero where it says nothing of that. */
    Duration askedPause() {
        return askedPause;
    }

    /** The server's own words, or the client's where the server said nothing. */
    public String words() {
        return String.valueOf(getMessage());
    }
}
