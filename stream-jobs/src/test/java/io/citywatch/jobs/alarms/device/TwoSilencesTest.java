package io.citywatch.jobs.alarms.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.alarms.rule.Rule;
import io.citywatch.jobs.alarms.rule.RuleBook;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmAction.Verb;
import io.citywatch.telemetry.alarm.Transition;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.rule.RuleDocument;
import io.citywatch.telemetry.rule.RuleReader;
import io.citywatch.telemetry.topic.Channel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Two rules of silence at one device, which reports every 60 s: a warning after 3 missed reports, an alarm after 12. */
class TwoSilencesTest {
    private static final String QUIET = "quiet";
    private static final String DEAD = "dead";
    /** The more patient rule stands first, so that order is not by chance that of their patience. */
    private static final RuleBook RULES = new RuleBook(List.of(rule(DEAD, 12, "high"), rule(QUIET, 3, "low")));

    private final WatchedDevice device = born();

    @Test
    void eachHasItsOwnTimer() {
        assertThat(device.nextDeadline()).isEqualTo(WatchedDevice.at(180));
        device.tick(200, -1000);
        assertThat(steps(device)).containsExactly("180 quiet raise low");
        assertThat(device.nextDeadline()).isEqualTo(WatchedDevice.at(720));

        device.tick(800, -1000);
        assertThat(steps(device)).containsExactly("180 quiet raise low", "720 dead raise high");

        device.says(1000, Channel.TELEMETRY, List.of());
        assertThat(steps(device)).endsWith("1000 dead clear high", "1000 quiet clear low");
        assertThat(device.nextDeadline()).isEqualTo(WatchedDevice.at(1180));
    }

    @Test
    void whoIsQuietAndNotDeadIsNotDead() {
        device.tick(200, -1000);
        device.says(700, Channel.TELEMETRY, List.of());
        device.tick(800, -1000);

        assertThat(steps(device)).containsExactly("180 quiet raise low", "700 quiet clear low");
        assertThat(device.nextDeadline()).isEqualTo(WatchedDevice.at(880));
    }

    @Test
    void theEndOfOneWaitsForWhatTheOtherHasStillToJudge() {
        device.does(150, QUIET, Verb.SUPPRESS, "work", 900.0);
        device.tick(200, -1000);
        // The device is heard before it is certain that it was dead, and that the work was over only then
        device.says(1000, Channel.TELEMETRY, List.of());
        assertThat(steps(device)).containsExactly("180 quiet suppress low", "180 quiet raise low");

        device.tick(1001, -1000);

        assertThat(steps(device))
                .containsExactly(
                        "180 quiet suppress low",
                        "180 quiet raise low",
                        "720 dead suppress high",
                        "720 dead raise high",
                        "900 dead unsuppress high",
                        "900 quiet unsuppress low",
                        "1000 dead clear high",
                        "1000 quiet clear low");
    }

    @Property(tries = 300)
    void howFarTheTicksAreBehindMakesNoDifference(
            @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 1, max = 1500) Integer> gaps,
            @ForAll @IntRange(min = 1, max = 3000) int lag) {
        WatchedDevice live = born();
        WatchedDevice replayed = born();
        int second = 0;
        int ticked = 0;
        for (int gap : gaps) {
            for (int i = 1; i < gap; i++) {
                live.tick(second + i, -1000);
            }
            second += gap;
            live.says(second, Channel.TELEMETRY, List.of());
            replayed.says(second, Channel.TELEMETRY, List.of());
            for (; ticked < second - lag; ticked++) {
                replayed.tick(ticked, -1000);
            }
        }
        live.tick(second + 1000, -1000);
        replayed.tick(second + 1000, -1000);

        assertThat(steps(replayed)).isEqualTo(steps(live));
    }

    private static WatchedDevice born() {
        WatchedDevice device = new WatchedDevice(FacilityKind.WASTE, RULES);
        device.birth(0, AssetState.COMMISSIONED, "bin", 0);
        return device;
    }

    /** Every step in the order in which it was written: second, rule, cause, severity. */
    private static List<String> steps(WatchedDevice device) {
        List<String> steps = new ArrayList<>();
        for (Alarm alarm : device.alarms) {
            for (Transition step : alarm.history()) {
                String line = (step.t() - WatchedDevice.START) / 1000 + " " + alarm.rule() + " " + step.cause() + " "
                        + step.severity().text();
                if (!steps.contains(line) && !step.cause().equals("escalate")) {
                    steps.add(line);
                }
            }
        }
        return steps;
    }

    private static Rule rule(String id, int missedReports, String severity) {
        String json = "{\"id\": \"" + id + "\", \"kinds\": [\"waste\"], \"text\": {\"zh\": \"甲\", \"en\": \"A\"}, "
                + "\"detector\": {\"type\": \"silence\", \"missedReports\": " + missedReports + ", \"severity\": \""
                + severity + "\"}}";
        RuleDocument document =
                RuleReader.read(json.getBytes(StandardCharsets.UTF_8)).single();
        return Rule.of(Objects.requireNonNull(document));
    }
}
