package io.citywatch.jobs.alarms.rule;

import io.citywatch.jobs.alarms.detect.Comparison;
import io.citywatch.jobs.alarms.detect.CoverDetector;
import io.citywatch.jobs.alarms.detect.EventDetector;
import io.citywatch.jobs.alarms.detect.Ladder;
import io.citywatch.jobs.alarms.detect.Ladder.Step;
import io.citywatch.jobs.alarms.detect.LevelDetector;
import io.citywatch.jobs.alarms.detect.Silence;
import io.citywatch.telemetry.alarm.AlarmText;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.command.Command;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.message.EventType;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules that come with the platform. */
public final class DefaultRules {
    public static final String GAS_LEAK = "gas-leak";
    public static final String DEVICE_ALARM = "device-alarm";
    public static final String MANHOLE_TILT = "manhole-tilt";
    public static final String SILENCE = "silence";

    private static final Set<Severity> ANY = EnumSet.allOf(Severity.class);
    /** Critical gas is never put aside. */
    private static final Set<Severity> ALL_BUT_CRITICAL = EnumSet.complementOf(EnumSet.of(Severity.CRITICAL));

    private DefaultRules() {}

    public static RuleBook book() {
        return new RuleBook(List.of(gasLeak(), deviceAlarm(), manholeTilt(), silence()));
    }

    /**
     * Household detectors sound at 5 to 25 % LEL, mostly at 10; at 20 the valve is closed. No delay on the way up. A detector
     * needs up to 60 s to recover in clean air, so a shorter run of good readings may be the sensor's own wavering.
     */
    private static Rule gasLeak() {
        Ladder ladder = new Ladder(
                Comparison.AT_LEAST,
                List.of(new Step(10, Severity.HIGH, 0), new Step(20, Severity.CRITICAL, 0)),
                5,
                Duration.ofSeconds(60).toMillis());
        return new Rule(
                GAS_LEAK,
                Set.of(FacilityKind.GAS),
                new LevelDetector(Metric.GAS_LEL, ladder),
                new AlarmText("燃气泄漏", "Gas leak"),
                // After ten minutes somebody is on site, and a late command would surprise him
                List.of(new Reaction(Severity.CRITICAL, Command.Verb.CLOSE_VALVE, Duration.ofMinutes(10))),
                Attention.hideableAt(ALL_BUT_CRITICAL));
    }

    private static Rule deviceAlarm() {
        return new Rule(
                DEVICE_ALARM,
                Set.of(FacilityKind.GAS),
                new EventDetector(EventType.ALARM, EventType.RESTORE, Severity.HIGH, Metric.GAS_LEL),
                new AlarmText("探测器报警", "The detector sounds its own alarm"),
                List.of(),
                Attention.hideableAt(ALL_BUT_CRITICAL));
    }

    /** 10° is the makers' default; 30 s, because a heavy vehicle rocks a cover; beyond 90° it lies on its back. */
    private static Rule manholeTilt() {
        Ladder ladder = new Ladder(
                Comparison.ABOVE,
                List.of(
                        new Step(10, Severity.HIGH, Duration.ofSeconds(30).toMillis()),
                        new Step(90, Severity.CRITICAL, 0)),
                8,
                0);
        return new Rule(
                MANHOLE_TILT,
                Set.of(FacilityKind.MANHOLE),
                new CoverDetector(ladder),
                new AlarmText("井盖倾斜或开启", "Manhole cover tilted or open"),
                List.of(),
                Attention.hideableAt(ANY));
    }

    private static Rule silence() {
        return new Rule(
                SILENCE,
                EnumSet.allOf(FacilityKind.class),
                new Silence(3, 0.1, Severity.LOW, Map.of(FacilityKind.GAS, Severity.MEDIUM)),
                new AlarmText("设备失联", "The device has missed its reports"),
                List.of(),
                Attention.hideableAt(ANY));
    }
}
