package io.citywatch.console.testkit;

import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmSource;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.AlarmText;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.alarm.Transition;
import io.citywatch.telemetry.facility.FacilityKind;
import java.util.List;

/** Makes alarms as the alarm job would. */
public final class Alarms {
    private Alarms() {}

    /** A gas alarm at that device that nobody has seen. */
    public static Alarm gas(String device, Severity severity, long onset) {
        double value = severity == Severity.CRITICAL ? 25 : 12;
        return raised(
                new AlarmSource(device, "4108110111000042", FacilityKind.GAS, "410811"),
                "gas-leak",
                severity,
                onset,
                new Alarm.Evidence("gasLel", value, severity == Severity.CRITICAL ? 20.0 : 10.0),
                new AlarmText("燃气泄漏", "Gas leak"));
    }

    /** A manhole cover in Jiefang that is tilted. */
    public static Alarm manhole(String device, Severity severity, long onset) {
        return manhole(device, "410802", severity, onset);
    }

    /** A manhole cover that is tilted. */
    public static Alarm manhole(String device, String district, Severity severity, long onset) {
        return raised(
                new AlarmSource(device, district + "0101000007", FacilityKind.MANHOLE, district),
                "manhole-tilt",
                severity,
                onset,
                new Alarm.Evidence("tiltDeg", 14.5, 10.0),
                new AlarmText("井盖倾斜", "Manhole cover tilted"));
    }

    /** A manhole that smells of gas. */
    public static Alarm manholeGas(String device, Severity severity, long onset) {
        return raised(
                new AlarmSource(device, "4108020101000007", FacilityKind.MANHOLE, "410802"),
                "manhole-gas",
                severity,
                onset,
                new Alarm.Evidence("gasLel", 25.0, 20.0),
                new AlarmText("井内可燃气体", "Gas in the manhole"));
    }

    /** A gas main whose pressure falls while its flow rises. */
    public static Alarm gasMain(String device, Severity severity, long onset) {
        return raised(
                new AlarmSource(device, "4108020101000008", FacilityKind.GAS_PIPE, "410802"),
                "gas-pipe-leak",
                severity,
                onset,
                Alarm.Evidence.NONE,
                new AlarmText("燃气管道疑似泄漏", "Gas main is leaking"));
    }

    /** A device that is silent. */
    public static Alarm silence(String device, FacilityKind kind, String district, long onset) {
        return raised(
                new AlarmSource(device, null, kind, district),
                "silence",
                Severity.LOW,
                onset,
                Alarm.Evidence.NONE,
                new AlarmText("设备失联", "Device silent"));
    }

    private static Alarm raised(
            AlarmSource source, String rule, Severity severity, long onset, Alarm.Evidence evidence, AlarmText text) {
        Transition raise = new Transition(
                onset, AlarmState.NORM, AlarmState.UNACK, severity, "raise", null, null, evidence.value());
        return new Alarm(
                Alarm.id(source.device(), rule),
                source,
                rule,
                severity,
                AlarmState.UNACK,
                true,
                false,
                onset,
                onset,
                evidence,
                text,
                onset,
                List.of(raise));
    }

    /** The alarm after a step of its life. */
    public static Alarm step(Alarm alarm, AlarmState to, String cause, String by, String reason, long t) {
        long version = Math.max(alarm.version() + 1, t);
        boolean acknowledged = to == AlarmState.ACKED || to == AlarmState.NORM || to == AlarmState.LATCHED;
        boolean active = to == AlarmState.UNACK || to == AlarmState.ACKED || to.isAside();
        return alarm.after(
                new Transition(version, alarm.state(), to, alarm.severity(), cause, by, reason, null),
                active,
                acknowledged);
    }
}
