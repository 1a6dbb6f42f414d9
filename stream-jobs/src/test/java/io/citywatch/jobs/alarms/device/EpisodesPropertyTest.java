package io.citywatch.jobs.alarms.device;

import static io.citywatch.jobs.alarms.device.WatchedDevice.lel;
import static io.citywatch.jobs.alarms.rule.DefaultRules.GAS_LEAK;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.alarm.Transition;
import io.citywatch.telemetry.command.Command;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.message.Reading;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever comes, doubled, late and out of order. */
class EpisodesPropertyTest {
    /** A value, how long after the one before it arrives, and how old it is then, in seconds. */
    record Report(double value, double after, double age, boolean doubled) {}

    @Property
    void anEpisodeIsOneAlarmAndOneCommand(@ForAll("reports") List<Report> reports) {
        WatchedDevice device = play(reports, FacilityKind.GAS, new ArrayList<>());

        boolean active = false;
        Severity severity = Severity.LOW;
        int criticals = 0;
        long version = 0;
        for (Transition transition : device.steps(GAS_LEAK)) {
            assertThat(transition.t()).isGreaterThan(version);
            version = transition.t();
            switch (transition.cause()) {
                case "raise" -> {
                    assertThat(active).isFalse();
                    active = true;
                    severity = transition.severity();
                    criticals += severity == Severity.CRITICAL ? 1 : 0;
                }
                case "worsen" -> {
                    assertThat(active).isTrue();
                    assertThat(transition.severity().isWorseThan(severity)).isTrue();
                    severity = transition.severity();
                    criticals++;
                }
                case "clear" -> {
                    assertThat(active).isTrue();
                    active = false;
                }
                case "escalate" -> assertThat(transition.from()).isEqualTo(transition.to());
                default -> throw new AssertionError(transition);
            }
        }
        for (Command.Verb verb : Command.Verb.values()) {
            assertThat(device.commands(verb).stream().map(Command::id).distinct())
                    .hasSize(criticals);
        }
    }

    @Property
    void theLadderIsTheReferences(@ForAll("reports") List<Report> reports) {
        WatchedDevice device = play(reports, FacilityKind.GAS, new ArrayList<>());

        assertThat(device.steps(GAS_LEAK).stream().map(Transition::cause).filter(cause -> !cause.equals("escalate")))
                .isEqualTo(reference(reports));
    }

    @Property
    void whatIsDoubledChangesNothing(@ForAll("reports") List<Report> reports) {
        List<Report> once = reports.stream()
                .map(report -> new Report(report.value(), report.after(), report.age(), false))
                .toList();

        assertThat(play(reports, FacilityKind.GAS, new ArrayList<>()).alarms)
                .isEqualTo(play(once, FacilityKind.GAS, new ArrayList<>()).alarms);
        assertThat(play(reports, FacilityKind.MANHOLE, new ArrayList<>()).alarms)
                .isEqualTo(play(once, FacilityKind.MANHOLE, new ArrayList<>()).alarms);
    }

    /** Live, a timer fires at some time after its deadline; in a replay, perhaps only with the next message. */
    @Property
    void whenTimersFireChangesNothing(
            @ForAll("reports") List<Report> reports, @ForAll("delays") List<Double> timerDelays) {
        for (FacilityKind kind : List.of(FacilityKind.GAS, FacilityKind.MANHOLE)) {
            WatchedDevice prompt = play(reports, kind, List.of());
            WatchedDevice lazy = play(reports, kind, timerDelays);

            assertThat(lazy.alarms).containsExactlyInAnyOrderElementsOf(prompt.alarms);
            assertThat(lazy.commands).isEqualTo(prompt.commands);
        }
    }

    private static WatchedDevice play(List<Report> reports, FacilityKind kind, List<Double> timerDelays) {
        WatchedDevice device = new WatchedDevice(kind);
        device.birth(0, 0, AssetState.COMMISSIONED, "with_telemetry", 0, 20);
        double end = reports.stream().mapToDouble(Report::after).sum();
        device.ticksWithoutTime(end + 10_000, -1000);
        double arrival = 0;
        for (int i = 0; i < reports.size(); i++) {
            Report report = reports.get(i);
            arrival += report.after();
            double t = arrival - report.age();
            Reading reading = kind == FacilityKind.GAS
                    ? lel(t, report.value())
                    : Reading.at(WatchedDevice.at(t))
                            .with(Metric.TILT_DEG, report.value())
                            .build();
            device.says(arrival, reading);
            if (report.doubled()) {
                device.says(arrival, reading);
            }
            if (!timerDelays.isEmpty() && i + 1 < reports.size()) {
                double until = arrival
                        + timerDelays.get(i % timerDelays.size())
                                * reports.get(i + 1).after();
                device.passes(until);
            }
        }
        device.passes(arrival + 5_000);
        return device;
    }

    /** The gas ladder, and by which times its values are judged, said again in the plainest way. */
    private static final class Reference {
        private final List<String> causes = new ArrayList<>();
        private int level;
        private long newest = Long.MIN_VALUE;
        private Long goodSince;
        private Long doubtArrival;
        private long doubtT;
        private int inRow;
        private boolean wrong;
        private Double lastWord;
        private long lastWordArrival;

        void hear(long arrival, long t, double value) {
            endLastWord(arrival);
            long lag = arrival - t;
            boolean late = lag > 300_000;
            if (doubtArrival != null && lag <= 150_000) {
                lastWord = null;
                if (lag != 0) {
                    doubtArrival = null;
                    wrong = false;
                }
            } else if (doubtArrival != null || late) {
                long ours = doubtArrival == null ? Long.MAX_VALUE : arrival - doubtArrival;
                if (doubtArrival == null) {
                    inRow = 1;
                } else if (ours >= 10_000) {
                    inRow = Math.abs(ours - (t - doubtT)) <= Math.min(60_000, ours / 4) ? inRow + 1 : 1;
                }
                if (ours >= 10_000) {
                    doubtArrival = arrival;
                    doubtT = t;
                }
                wrong |= late && inRow >= (value >= 20 ? 2 : 3);
                lastWord = late && !wrong && value >= 20 && t > newest ? value : null;
                lastWordArrival = arrival;
            }
            if (wrong) {
                judge(arrival, value);
            } else if (!late) {
                judge(t, value);
            }
        }

        void endLastWord(long now) {
            if (lastWord != null && lastWordArrival + 60_000 <= now) {
                judge(lastWordArrival, lastWord);
                lastWord = null;
            }
        }

        private void judge(long t, double value) {
            if (t < newest) {
                return;
            }
            newest = t;
            int reached = value >= 20 ? 2 : value >= 10 ? 1 : 0;
            if (reached > level) {
                causes.add(level == 0 ? "raise" : "worsen");
                level = reached;
                goodSince = null;
            } else if (level > 0 && value >= 5) {
                goodSince = null;
            } else if (level > 0) {
                goodSince = goodSince == null ? t : goodSince;
                if (t - goodSince >= 60_000) {
                    causes.add("clear");
                    level = 0;
                    goodSince = null;
                }
            }
        }
    }

    private static List<String> reference(List<Report> reports) {
        Reference reference = new Reference();
        double arrival = 0;
        for (Report report : reports) {
            arrival += report.after();
            reference.hear(WatchedDevice.at(arrival), WatchedDevice.at(arrival - report.age()), report.value());
        }
        reference.endLastWord(Long.MAX_VALUE);
        return reference.causes;
    }

    @Provide
    Arbitrary<List<Report>> reports() {
        Arbitrary<Double> values =
                Arbitraries.of(0.0, 4.99, 5.0, 7.0, 8.0, 9.99, 10.0, 10.1, 15.0, 19.99, 20.0, 50.0, 91.0);
        Arbitrary<Double> gaps = Arbitraries.of(0.0, 0.001, 1.0, 10.0, 29.0, 31.0, 60.0, 150.0);
        Arbitrary<Double> ages = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.just(0.0)),
                Tuple.of(2, Arbitraries.of(0.001, 5.0, 40.0)),
                Tuple.of(1, Arbitraries.of(300.0, 300.001, 4000.0)));
        return Combinators.combine(values, gaps, ages, Arbitraries.of(true, false))
                .as(Report::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(40);
    }

    @Provide
    Arbitrary<List<Double>> delays() {
        return Arbitraries.doubles().between(0, 1).list().ofMinSize(1).ofMaxSize(5);
    }
}
