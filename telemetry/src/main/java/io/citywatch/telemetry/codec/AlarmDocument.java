package io.citywatch.telemetry.codec;

import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmMembers;
import io.citywatch.telemetry.alarm.AlarmSource;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.AlarmText;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.alarm.Transition;
import io.citywatch.telemetry.facility.FacilityKind;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An alarm as it stands in JSON: flat. */
record AlarmDocument(
        String id,
        String device,
        @Nullable String asset,
        FacilityKind kind,
        String district,
        String rule,
        Severity severity,
        AlarmState state,
        boolean active,
        boolean acknowledged,
        long onset,
        long updated,
        @Nullable String metric,
        @Nullable Double value,
        @Nullable Double limit,
        AlarmText text,
        long version,
        List<Transition> history,
        @Nullable Integer escalated,
        @Nullable Boolean latched,
        @Nullable Long until,
        @Nullable String workOrder,
        @Nullable Boolean simulated,
        @Nullable String parent,
        @Nullable AlarmMembers members) {
    AlarmDocument {
        for (Object part : new Object[] {id, device, kind, district, rule, severity, state, text, history}) {
            Objects.requireNonNull(part, "a field of the alarm is missing");
        }
    }

    static AlarmDocument of(Alarm alarm) {
        return new AlarmDocument(
                alarm.id(),
                alarm.source().device(),
                alarm.source().asset(),
                alarm.source().kind(),
                alarm.source().district(),
                alarm.rule(),
                alarm.severity(),
                alarm.state(),
                alarm.active(),
                alarm.acknowledged(),
                alarm.onset(),
                alarm.updated(),
                alarm.evidence().metric(),
                alarm.evidence().value(),
                alarm.evidence().limit(),
                alarm.text(),
                alarm.version(),
                alarm.history(),
                alarm.handling().escalated(),
                alarm.handling().latched(),
                alarm.handling().until(),
                alarm.handling().workOrder(),
                alarm.source().simulated(),
                alarm.handling().parent(),
                alarm.handling().members());
    }

    Alarm toAlarm() {
        return new Alarm(
                id,
                new AlarmSource(device, asset, kind, district, simulated != null && simulated),
                rule,
                severity,
                state,
                active,
                acknowledged,
                onset,
                updated,
                new Alarm.Evidence(metric, value, limit),
                text,
                version,
                history,
                new Alarm.Handling(
                        escalated == null ? 0 : escalated,
                        latched != null && latched,
                        until,
                        workOrder,
                        parent,
                        members));
    }
}
