package io.citywatch.telemetry.rule;

import java.io.IOException;
import java.util.List;

/** A record of a rule that can't be understood, or that no rule may become. */
public final class UnusableRuleException extends IOException {
    private static final long serialVersionUID = 1;

    private final List<String> problems;

    UnusableRuleException(String problem) {
        this(List.of(problem));
    }

    UnusableRuleException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** Everything that is wrong, each with its place. */
    public List<String> problems() {
        return problems;
    }
}
