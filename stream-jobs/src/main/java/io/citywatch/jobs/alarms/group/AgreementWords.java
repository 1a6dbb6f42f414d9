package io.citywatch.jobs.alarms.group;

import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.GroupFinding;
import java.util.List;

/** What is said to alarms whose neighbours agree with them. */
final class AgreementWords {
    private AgreementWords() {}

    /** The words to the alarms of the news' own rule that agree with the one condition, itself included. */
    static List<AlarmAction> of(AgreementNews news, Agreeing known, Agreeing.Begun one) {
        return known.agreeingWith(one, news.terms()).stream()
                .filter(agreeing -> agreeing.condition().rule().equals(news.rule()))
                .map(agreeing -> worsen(news, agreeing, Math.max(news.t(), agreeing.t())))
                .toList();
    }

    private static AlarmAction worsen(AgreementNews news, Agreeing.Begun one, long t) {
        return new AlarmAction(
                one.condition().alarm(),
                one.condition().address().device(),
                AlarmAction.Verb.WORSEN,
                t,
                "rule/" + news.rule(),
                "neighbours agree: " + news.group(),
                null,
                null,
                new GroupFinding(one.condition().onset(), news.terms().severity(), null, null));
    }
}
