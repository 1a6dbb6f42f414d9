package io.citywatch.jobs.alarms.rule;

import io.citywatch.telemetry.rule.RuleDocument;
import io.citywatch.telemetry.rule.StandardRules;
import java.util.List;

/** The rules that come with the platform, and the ids of those that others name. */
public final class DefaultRules {
    public static final String GAS_LEAK = "gas-leak";
    public static final String DEVICE_ALARM = "device-alarm";
    public static final String MANHOLE_TILT = "manhole-tilt";
    public static final String SILENCE = "silence";
    public static final String COMMAND_UNANSWERED = "command-unanswered";
    public static final String LEDGER = "ledger-difference";

    private DefaultRules() {}

    /** Those that are enabled. */
    public static RuleBook book() {
        return new RuleBook(all());
    }

    /** Those that are enabled, in their order. */
    public static List<Rule> all() {
        return StandardRules.all().stream()
                .filter(RuleDocument::enabled)
                .map(Rule::of)
                .toList();
    }
}
