package io.citywatch.telemetry.codec;

import java.io.IOException;
import java.util.List;

/** A record of the log that is not of its form; says everything that is wrong with it. */
public final class InvalidDocumentException extends IOException {
    private static final long serialVersionUID = 1;

    /** Each error with its place. */
    private final List<String> problems;

    InvalidDocumentException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** Each error with its place, as {@code t: a text where a whole number belongs}. */
    public List<String> problems() {
        return problems;
    }
}
