package io.citywatch.console.history;

/**
 * A span of time.
 *
 * @param from its beginning, included, in milliseconds since 1970 UTC
 * @param to its end, included, in milliseconds since 1970 UTC
 */
public record Span(long from, long to) {
    public Span {
        if (to < from) {
            throw new IllegalArgumentException("the span ends before it begins");
        }
    }

    public long lengthMs() {
        return to - from;
    }
}
