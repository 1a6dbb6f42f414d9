package io.citywatch.console.stream;

/** The reader of an event stream was too slow and is cut off; it is told nothing, for it would not read it. */
final class SlowClientException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SlowClientException() {
        // Thrown for the sake of flow, not of a mistake: no trace is wanted.
        super("the reader of the event stream is too slow", null, false, false);
    }
}
