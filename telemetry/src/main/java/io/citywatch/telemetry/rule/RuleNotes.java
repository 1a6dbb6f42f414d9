package io.citywatch.telemetry.rule;

import java.util.ArrayList;
import java.util.List;

/**
 * What is noted while a text of rules is read.
 *
 * @param problems what is wrong: no rule comes of it
 * @param objections what is well formed and has no sense
 */
record RuleNotes(List<RuleProblem> problems, List<RuleProblem> objections) {
    RuleNotes() {
        this(new ArrayList<>(), new ArrayList<>());
    }
}
