package io.citywatch.jobs.alarms.aggregate;

import io.citywatch.jobs.alarms.detect.Finding;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.AlarmAction.Verb;
import io.citywatch.telemetry.alarm.AlarmGroup;
import io.citywatch.telemetry.alarm.GroupFinding;
import io.citywatch.telemetry.rule.AggregateSeries;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is said to the alarm of a group whose devices measure together what they never did. */
final class AggregateWords {
    private static final String CHANGED = "the rule was changed";
    private static final String SILENT = "nothing was heard of the group for a week";
    private static final String REAL = "real devices have taken the place of simulated ones";

    private final Consumer<AlarmAction> out;

    AggregateWords(Consumer<AlarmAction> out) {
        this.out = out;
    }

    /** The group's value has become strange. */
    void begun(GroupSeries series, Finding.Present present, long end, int devices) {
        String reason = String.format(
                Locale.ROOT, "score %.2f; %s of %d devices", series.forest.value(), aggregate(series), devices);
        say(
                series,
                Verb.RAISE,
                closing(series, end),
                reason,
                new GroupFinding(present.onset(), present.severity(), null, group(series, present.evidence())));
    }

    /** It is usual again. */
    void over(GroupSeries series, long onset, long end, double value) {
        String metric = series.terms.detector().series().metric().field();
        clear(series, onset, closing(series, end), null, new Alarm.Evidence(metric, value, null));
    }

    /** There is no evidence any more, nor will there be. */
    void forgotten(GroupSeries series, long t) {
        clear(series, Objects.requireNonNull(series.onset), t, SILENT, Alarm.Evidence.NONE);
    }

    /** What was found means nothing by the rule as it is now. */
    void changed(GroupSeries series) {
        clear(
                series,
                Objects.requireNonNull(series.onset),
                closing(series, series.closed),
                CHANGED,
                Alarm.Evidence.NONE);
    }

    /** What was found was found by a program. */
    void replaced(GroupSeries series, long end) {
        clear(series, Objects.requireNonNull(series.onset), closing(series, end), REAL, Alarm.Evidence.NONE);
    }

    private void clear(GroupSeries series, long onset, long t, @Nullable String reason, Alarm.Evidence evidence) {
        say(series, Verb.CLEAR, t, reason, new GroupFinding(onset, null, null, group(series, evidence)));
    }

    private static AlarmGroup group(GroupSeries series, Alarm.Evidence evidence) {
        AggregateTerms terms = series.terms;
        return new AlarmGroup(
                terms.kind(),
                series.group.district(),
                terms.detector().series().group().words(series.group.name(), terms.text()),
                null,
                !series.real,
                evidence);
    }

    private static String aggregate(GroupSeries series) {
        AggregateSeries what = series.terms.detector().series();
        return what.aggregate().text() + ' ' + what.metric().field();
    }

    private static long closing(GroupSeries series, long end) {
        return series.terms.detector().series().buckets().closing(end);
    }

    private void say(GroupSeries series, Verb verb, long t, @Nullable String reason, GroupFinding finding) {
        String rule = series.terms.rule();
        String device = series.device();
        out.accept(
                new AlarmAction(Alarm.id(device, rule), device, verb, t, "rule/" + rule, reason, null, null, finding));
    }
}
