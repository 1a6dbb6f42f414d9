package io.citywatch.outward.testkit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citywatch.outward.notice.Happening;
import io.citywatch.outward.notice.Notice;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmSource;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.AlarmText;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.alarm.Transition;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.facility.FacilityKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Makes alarms step by step, and notices of their steps. */
public final class Notices {
    /** 14 February 2023, 09:50:00 in Beijing. */
    public static final long ONSET = 1_676_339_400_000L;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Notices() {}

    /** A gas alarm with no step yet. */
    public static Alarm gas(String device) {
        return alarm(device, "gas-leak", FacilityKind.GAS, new AlarmText("燃气泄漏", "Gas leak"));
    }

    public static Alarm alarm(String device, String rule, FacilityKind kind, AlarmText text) {
        return new Alarm(
                Alarm.id(device, rule),
                new AlarmSource(device, "4108110111000042", kind, "410811"),
                rule,
                Severity.HIGH,
                AlarmState.NORM,
                false,
                false,
                ONSET,
                ONSET,
                new Alarm.Evidence("gasLel", 25.0, 20.0),
                text,
                0,
                List.of());
    }

    /** The alarm after one more step, as the alarm job makes it: the step's time is the version. */
    public static Alarm step(Alarm alarm, String cause, AlarmState to, Severity severity, long t) {
        return step(alarm, cause, to, severity, t, null);
    }

    public static Alarm step(Alarm alarm, String cause, AlarmState to, Severity severity, long t, String reason) {
        return alarm.after(
                new Transition(t, alarm.state(), to, severity, cause, null, reason, null),
                to == AlarmState.UNACK || to == AlarmState.ACKED,
                to == AlarmState.ACKED || to == AlarmState.NORM);
    }

    /** A gas alarm that was just raised. */
    public static Alarm raised(String device, Severity severity, long t) {
        return step(gas(device), "raise", AlarmState.UNACK, severity, t);
    }

    /** The notice of an alarm's newest step. */
    public static Notice newest(Alarm alarm) {
        return newest(alarm, false);
    }

    public static Notice newest(Alarm alarm, boolean simulated) {
        AlarmSource source = alarm.source();
        return newestOf(alarm.withSource(
                new AlarmSource(source.device(), source.asset(), source.kind(), source.district(), simulated)));
    }

    private static Notice newestOf(Alarm alarm) {
        Transition step = alarm.history().get(alarm.history().size() - 1);
        ObjectNode document = document(alarm);
        return new Notice(alarm, document, step, alarm.version(), Happening.of(step), 1);
    }

    private static ObjectNode document(Alarm alarm) {
        try {
            return MAPPER.readValue(LogJson.encode(alarm), ObjectNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
