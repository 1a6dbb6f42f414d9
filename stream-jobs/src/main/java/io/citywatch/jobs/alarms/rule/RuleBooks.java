package io.citywatch.jobs.alarms.rule;

import io.citywatch.telemetry.rule.RuleDocument;
import io.citywatch.telemetry.rule.RuleTimeline;
import io.citywatch.telemetry.rule.RulesInForce;
import java.util.HashMap;
import java.util.Map;

/** Makes books of the rules of each time; a rule that goes on is the very same in the next. Not thread-safe. */
public final class RuleBooks {
    private final Map<String, Rule> made = new HashMap<>();

    private RuleBooks() {}

    /** The rules that come with the platform, until there are changes. */
    public static RuleTimeline<RuleBook> standard() {
        return new RuleTimeline<>(new RuleBooks()::book);
    }

    private RuleBook book(RulesInForce rules) {
        return new RuleBook(rules.all().stream().map(this::rule).toList(), rules.since());
    }

    private Rule rule(RuleDocument document) {
        return made.computeIfAbsent(document.json(), json -> Rule.of(document));
    }
}
