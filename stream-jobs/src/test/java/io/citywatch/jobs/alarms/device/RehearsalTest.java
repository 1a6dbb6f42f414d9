package io.citywatch.jobs.alarms.device;

import static io.citywatch.jobs.alarms.device.WatchedDevice.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.alarms.rule.RuleBooks;
import io.citywatch.jobs.uplink.DeviceUplink;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.AlarmAction.Verb;
import io.citywatch.telemetry.alarm.AssetAction;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.citywatch.telemetry.topic.Tick;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A rehearsal by the rules that come with the platform. Times are seconds. */
class RehearsalTest {
    private final Rehearsal rehearsal = new Rehearsal(RuleBooks.standard());

    @Test
    void workAtADeviceKeepsItsAlarmsQuietUntilItsEnd() {
        // All actions are shown before the first message, as in a replay of the log
        acts("bin-1", "waste-full", Verb.SUPPRESS, 10, 100.0);
        fill("bin-1", 0, 10);
        fill("bin-1", 20, 90);
        passes(21, 99);
        assertThat(calls()).isEmpty();

        passes(101, 110);

        assertThat(calls()).containsExactly("100 bin-1~waste-full low");
        assertThat(rehearsal.refused()).isZero();
    }

    @Test
    void whatIsInstalledWhereSomebodyWorksIsQuietToo() {
        rehearsal.act(
                new AssetAction("4108110111000042", Verb.SUPPRESS, at(10), "operator/li", "work", at(100), "WO-7"));
        says(FacilityKind.GAS, "gas-1", Channel.BIRTH, 20, birth(20, Birth.Neighbours.UNKNOWN));
        gas("gas-1", 30, 25);
        gas("gas-2", 30, 25);

        assertThat(calls()).containsExactly("30 gas-2~gas-leak critical");
    }

    @Test
    void anActionOnAnAlarmThatDoesNotStandIsRefusedAndCounted() {
        acts("bin-1", "waste-full", Verb.SHELVE, 10, 100.0);
        acts("bin-1", "waste-full", Verb.ACKNOWLEDGE, 30, null);
        fill("bin-1", 0, 10);
        fill("bin-1", 20, 90);
        passes(21, 60);

        assertThat(calls()).containsExactly("20 bin-1~waste-full low");
        assertThat(rehearsal.refused()).isEqualTo(1);
    }

    @Test
    void whatIsOnTheShelfDoesNotCall() {
        acts("bin-1", "waste-full", Verb.SHELVE, 30, 300.0);
        for (int second = 0; second <= 200; second += 50) {
            fill("bin-1", second, second % 100 == 0 ? 90 : 10);
            passes(second, second + 49);
        }

        assertThat(calls()).containsExactly("0 bin-1~waste-full low");
        passes(290, 301);
        assertThat(calls()).containsExactly("0 bin-1~waste-full low", "300 bin-1~waste-full low");
    }

    @Test
    void homesOfOneBuildingAgree() {
        for (String home : List.of("gas-1", "gas-2")) {
            says(FacilityKind.GAS, home, Channel.BIRTH, 0, birth(0, new Birth.Neighbours("B-1", null, null)));
        }
        gas("gas-1", 10, 12);
        gas("gas-2", 20, 12);

        assertThat(calls())
                .containsExactly(
                        "10 gas-1~gas-leak high",
                        "20 gas-1~gas-leak critical",
                        "20 gas-2~gas-leak high",
                        "20 gas-2~gas-leak critical");
    }

    @Test
    void aHomeWhoseAlarmStandsAgreesWithOneThatBeginsMuchLater() {
        for (String home : List.of("gas-1", "gas-2", "gas-3")) {
            says(FacilityKind.GAS, home, Channel.BIRTH, 0, birth(0, new Birth.Neighbours("B-1", null, null)));
        }
        gas("gas-1", 10, 12);
        gas("gas-1", 100, 1);
        gas("gas-1", 200, 1);
        gas("gas-2", 1_000, 12);
        passes(1_001, 1_100);
        assertThat(calls()).containsExactly("10 gas-1~gas-leak high", "1000 gas-2~gas-leak high");

        gas("gas-3", 3_000, 12);
        passes(3_001, 3_010);

        assertThat(calls())
                .containsExactly(
                        "10 gas-1~gas-leak high",
                        "1000 gas-2~gas-leak high",
                        "3000 gas-2~gas-leak critical",
                        "3000 gas-3~gas-leak high",
                        "3000 gas-3~gas-leak critical");
    }

    @Test
    void aBayIsStuckWhileItsNeighboursChange() {
        for (int hour = 0; hour <= 73; hour++) {
            for (int bay = 0; bay < 4; bay++) {
                boolean occupied = bay == 0 || hour / 24 % 2 == 0;
                bay(bay, hour, occupied);
                bay(bay + 10, hour, true);
            }
            passes(hour * 3600 + 1, hour * 3600 + 30);
        }

        assertThat(calls()).singleElement().asString().endsWith(" bay-0~bay-stuck low");
    }

    /** Those from 10 on are in a cell of their own. */
    private void bay(int bay, int hour, boolean occupied) {
        if (hour == 0) {
            Birth.Neighbours cell = new Birth.Neighbours(null, null, bay < 10 ? "cell-1" : "cell-2");
            says(FacilityKind.PARKING, "bay-" + bay, Channel.BIRTH, 0, birth(0, cell));
        }
        int second = hour * 3600;
        says(
                FacilityKind.PARKING,
                "bay-" + bay,
                Channel.TELEMETRY,
                second,
                Reading.at(at(second)).with(Metric.OCCUPIED, occupied).build());
    }

    @Test
    void aFloodCallsOnceAndItsMembersDoNot() {
        for (int i = 0; i < 12; i++) {
            String cover = "cover-" + i;
            says(FacilityKind.MANHOLE, cover, Channel.BIRTH, 0, birth(0, new Birth.Neighbours(null, null, "cell-1")));
        }
        for (int i = 0; i < 12; i++) {
            says(
                    FacilityKind.MANHOLE,
                    "cover-" + i,
                    Channel.TELEMETRY,
                    10,
                    Reading.at(at(10)).with(Metric.TILT_DEG, 20).build());
        }
        passes(11, 70);

        assertThat(calls()).singleElement().asString().matches("4[23] group\\.cell\\.410811\\.cell-1~flood high");
    }

    @Test
    void whetherADeviceDoesWhatItIsToldIsNotRehearsed() {
        gas("gas-1", 0, 25);
        passes(1, 300);

        assertThat(calls()).containsExactly("0 gas-1~gas-leak critical");
    }

    private List<String> calls() {
        return rehearsal.calls().stream()
                .map(call -> (call.t() - WatchedDevice.START) / 1000 + " " + call.alarm() + " "
                        + call.severity().text())
                .toList();
    }

    private void passes(int from, int to) {
        for (int second = from; second <= to; second++) {
            rehearsal.tick(new Tick(at(second), at(-1000)), at(second - 1));
        }
    }

    private void acts(String device, String rule, Verb verb, double second, @Nullable Double until) {
        rehearsal.act(new AlarmAction(
                Alarm.id(device, rule),
                device,
                verb,
                at(second),
                "operator/li",
                "work",
                until == null ? null : Long.valueOf(at(until))));
    }

    private void fill(String device, double second, int fillPct) {
        says(
                FacilityKind.WASTE,
                device,
                Channel.TELEMETRY,
                second,
                Reading.at(at(second)).with(Metric.FILL_PCT, fillPct).build());
    }

    private void gas(String device, double second, double gasLel) {
        says(FacilityKind.GAS, device, Channel.TELEMETRY, second, WatchedDevice.lel(second, gasLel));
    }

    private void says(FacilityKind kind, String device, Channel channel, double second, DeviceMessage message) {
        rehearsal.hear(new DeviceUplink(
                new DeviceAddress("410811", kind, device), channel, at(second), List.of(message), null));
    }

    private static Birth birth(double second, Birth.Neighbours neighbours) {
        return new Birth(
                at(second),
                "4108110111000042",
                AssetState.COMMISSIONED,
                new Birth.Identity("M-1", "1.0", null),
                new Birth.Place(null, null, null, neighbours),
                Birth.Share.NONE,
                0,
                3600);
    }
}
