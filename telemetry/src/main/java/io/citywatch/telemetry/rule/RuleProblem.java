package io.citywatch.telemetry.rule;

/**
 * Something that is wrong in a rule.
 *
 * @param place where, for instance {@code rules[2].detector.steps[1].limit}; empty for the whole text
 * @param text what, and what was expected
 */
public record RuleProblem(String place, String text) {
    @Override
    public String toString() {
        return place.isEmpty() ? text : place + ": " + text;
    }
}
