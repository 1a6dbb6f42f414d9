package io.citywatch.jobs.alarms.group;

import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.GroupFinding;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is said to alarms whose neighbours agree with them: to those of the group's own rule. */
final class AgreementWords {
    private AgreementWords() {}

    /**
     * What is said when a condition becomes known.
     *
     * @param known all that is known of the group, with the condition
     * @param reached the time to which the log has come
     */
    static List<AlarmAction> of(AgreementNews.Group group, Agreeing known, Agreeing.Begun one, long reached) {
        Set<Agreeing.Begun> agreeing = new LinkedHashSet<>(known.beganWith(one));
        if (one.t() <= reached) {
            agreeing.addAll(known.standingWith(one, reached));
        }
        return of(group, known, agreeing, one.t());
    }

    /** What is said when the log has come to that time. */
    static List<AlarmAction> at(long t, AgreementNews.Group group, Agreeing known) {
        return of(group, known, known.standingAt(t), t);
    }

    private static List<AlarmAction> of(
            AgreementNews.Group group, Agreeing known, Iterable<Agreeing.Begun> agreeing, long t) {
        List<AlarmAction> words = new ArrayList<>();
        for (Agreeing.Begun each : agreeing) {
            if (each.condition().rule().equals(group.rule())) {
                words.add(worsen(group, known.terms(), each, Math.max(t, each.t())));
            }
        }
        return words;
    }

    private static AlarmAction worsen(
            AgreementNews.Group group, AgreementNews.Terms terms, Agreeing.Begun one, long t) {
        return new AlarmAction(
                one.condition().alarm(),
                one.condition().address().device(),
                AlarmAction.Verb.WORSEN,
                t,
                "rule/" + group.rule(),
                "neighbours agree: " + group.name(),
                null,
                null,
                new GroupFinding(one.condition().onset(), terms.severity(), null, null));
    }
}
