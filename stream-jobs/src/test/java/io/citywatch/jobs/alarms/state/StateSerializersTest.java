package io.citywatch.jobs.alarms.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.alarms.device.Clock;
import io.citywatch.jobs.alarms.device.DeviceState;
import io.citywatch.jobs.alarms.device.WatchedDevice;
import io.citywatch.jobs.alarms.lifecycle.LiveAlarm;
import io.citywatch.jobs.alarms.rule.DefaultRules;
import io.citywatch.jobs.binary.Fields;
import io.citywatch.jobs.testkit.RoundTrip;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.AlarmAction.Verb;
import io.citywatch.telemetry.alarm.AlarmGroup;
import io.citywatch.telemetry.alarm.AlarmMembers;
import io.citywatch.telemetry.alarm.AlarmText;
import io.citywatch.telemetry.alarm.GroupFinding;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.command.Command;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.message.CommandAnswer;
import io.citywatch.telemetry.message.DeviceEvent;
import io.citywatch.telemetry.message.EventType;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StateSerializersTest {
    private final DevicePacker packer = new DevicePacker();
    private final AlarmPacker alarmPacker = new AlarmPacker();

    static Stream<WatchedDevice> lives() {
        WatchedDevice quiet = new WatchedDevice(FacilityKind.GAS);
        quiet.birth(0, AssetState.COMMISSIONED, "detector_networked", 0);
        quiet.gas(60, 0.4);

        WatchedDevice leak = new WatchedDevice(FacilityKind.GAS);
        leak.gas(0, 12);
        leak.event(1, EventType.ALARM);
        leak.does(2, "gas-leak", Verb.SHELVE, "painting", 3600.0);
        leak.gas(3, 0);
        leak.state()
                .hold(
                        Clock.ARRIVAL,
                        new AlarmAction("gas-1~gas-leak", "gas-1", Verb.ACKNOWLEDGE, 9, "operator/li", null, null));
        leak.state().timer(17L);

        WatchedDevice silent = new WatchedDevice(FacilityKind.MANHOLE);
        silent.birth(0, AssetState.COMMISSIONED, "cover_tilt", -3);
        silent.tilt(5, 20);
        silent.tick(1000, -1000);

        WatchedDevice withheld = new WatchedDevice(FacilityKind.MANHOLE, DefaultRules.book());
        withheld.birth(0, AssetState.COMMISSIONED, "cover_tilt", -3);
        withheld.tick(186, -1000);
        withheld.state().concentrator("concentrator/410811/c-1");
        withheld.state()
                .hold(
                        Clock.WATERMARK,
                        new AlarmAction(
                                "manhole-1~silence",
                                "manhole-1",
                                Verb.FOLD,
                                9,
                                "rule/flood",
                                null,
                                null,
                                null,
                                new GroupFinding(7, Severity.HIGH, "group.city.410800~flood", null)));

        WatchedDevice folded = new WatchedDevice(FacilityKind.MANHOLE, DefaultRules.book());
        folded.birth(0, AssetState.COMMISSIONED, "cover_tilt", -3);
        folded.tick(186, -1000);
        folded.told(187, "silence", Verb.FOLD, new GroupFinding(WatchedDevice.START, null, "group.x~flood", null));

        WatchedDevice parent = new WatchedDevice(FacilityKind.GAS);
        AlarmMembers members = new AlarmMembers(WatchedDevice.START, 3, 2, List.of("gas-1~silence"));
        AlarmGroup group =
                new AlarmGroup(FacilityKind.GAS, "410811", new AlarmText("集中器", "Concentrator"), members, true);
        parent.told(1, "flood", Verb.RAISE, new GroupFinding(WatchedDevice.START, Severity.HIGH, null, group));

        WatchedDevice measured = new WatchedDevice(FacilityKind.WATER_PIPE);
        AlarmGroup strange = new AlarmGroup(
                FacilityKind.WATER_PIPE,
                "410811",
                new AlarmText("管道", "Main"),
                null,
                false,
                new Alarm.Evidence("pressureKpa", 240.5, null));
        measured.state()
                .hold(
                        Clock.ARRIVAL,
                        new AlarmAction(
                                "group.main.410811.M-1~it",
                                "group.main.410811.M-1",
                                Verb.RAISE,
                                9,
                                "rule/it",
                                "score 0.91",
                                null,
                                null,
                                new GroupFinding(7, Severity.MEDIUM, null, strange)));

        WatchedDevice pending = new WatchedDevice(FacilityKind.MANHOLE);
        pending.tilt(5, 20);

        WatchedDevice suppressed = new WatchedDevice(FacilityKind.GAS);
        suppressed.gas(0, 12);
        suppressed.passes(700);
        suppressed.acts(710, 710, "gas-leak", Verb.SUPPRESS, "renewal", 3600.0, "WO-117");
        suppressed.acts(710, 900, "gas-leak", Verb.OUT_OF_SERVICE, "sensor", null, "WO-118");

        WatchedDevice told = new WatchedDevice(FacilityKind.GAS);
        told.says(0, new DeviceEvent(WatchedDevice.at(0), EventType.SELF_TEST, null, null));
        told.gas(1, 25);
        told.valve(2, false);
        told.gas(130, 30);
        told.answers(131, Command.Verb.CLOSE_VALVE, CommandAnswer.Result.DONE);
        told.event(132, EventType.SELF_TEST);

        WatchedDevice lastWord = new WatchedDevice(FacilityKind.GAS);
        lastWord.gas(0, -4000, 25);

        WatchedDevice slow = new WatchedDevice(FacilityKind.GAS);
        slow.gas(0, -600, 0);
        slow.gas(60, -540, 0);
        slow.gas(120, -480, 12);
        return Stream.of(
                told,
                quiet,
                leak,
                silent,
                pending,
                suppressed,
                withheld,
                folded,
                measured,
                parent,
                lastWord,
                slow,
                new WatchedDevice(FacilityKind.WASTE));
    }

    @ParameterizedTest
    @MethodSource("lives")
    void aDeviceComesBackAsItWas(WatchedDevice device) throws IOException {
        PackedDevice back = RoundTrip.of(new DeviceStateSerializer(), packer.pack(device.state()));

        assertThat(packer.unpack(back)).usingRecursiveComparison().isEqualTo(device.state());
    }

    @ParameterizedTest
    @MethodSource("lives")
    void alarmsComeBackAsTheyWere(WatchedDevice device) throws IOException {
        for (LiveAlarm alarm : device.all()) {
            PackedAlarm back = RoundTrip.of(new LiveAlarmSerializer(), alarmPacker.pack(alarm));
            assertThat(alarmPacker.unpack(back)).isEqualTo(alarm);
        }
    }

    @ParameterizedTest
    @MethodSource("lives")
    void alarmsThatStandUnpackedAreRead(WatchedDevice device) throws IOException {
        for (LiveAlarm alarm : device.all()) {
            DataOutputSerializer fourth = new DataOutputSerializer(512);
            LiveAlarmFields.write(alarm, fourth);

            PackedAlarm read = RoundTrip.ofOlderForm(new LiveAlarmSerializer(), 4, fourth.getCopyOfBuffer());

            assertThat(alarmPacker.unpack(read)).isEqualTo(alarm);
        }
    }

    @Test
    void anAlarmIsNotTouchedByOneThatIsPackedOrUnpackedNext() {
        List<LiveAlarm> alarms =
                lives().flatMap(device -> device.all().stream()).toList();
        List<PackedAlarm> packed = alarms.stream().map(alarmPacker::pack).toList();

        List<LiveAlarm> unpacked = packed.stream().map(alarmPacker::unpack).toList();

        assertThat(unpacked).isEqualTo(alarms).hasSizeGreaterThan(1);
    }

    @ParameterizedTest
    @MethodSource("lives")
    void whatIsPackedIsNotTouchedByWhatIsPackedNext(WatchedDevice device) {
        PackedDevice packed = packer.pack(device.state());

        packer.pack(new WatchedDevice(FacilityKind.PARKING).state());

        assertThat(packer.unpack(packed)).usingRecursiveComparison().isEqualTo(device.state());
    }

    @ParameterizedTest
    @MethodSource("lives")
    void aCopyStaysWhatItWasWhenTheDeviceIsPackedAnew(WatchedDevice device) {
        PackedDevice packed = packer.pack(device.state());
        PackedDevice copy = new DeviceStateSerializer().copy(packed);

        DeviceState changed = packer.unpack(packed);
        changed.lastHeard(WatchedDevice.at(4000));
        packer.repack(changed, packed);

        assertThat(packer.unpack(copy)).usingRecursiveComparison().isEqualTo(device.state());
        assertThat(packer.unpack(packed)).usingRecursiveComparison().isEqualTo(changed);
    }

    @Test
    void aDeviceThatIsInstalledAnewIsPackedWithItsNewBirth() {
        WatchedDevice device = new WatchedDevice(FacilityKind.MANHOLE);
        device.birth(0, AssetState.COMMISSIONED, "cover_tilt", -3);
        PackedDevice packed = packer.pack(device.state());

        device.birth(60, AssetState.COMMISSIONED, "cover_tilt_of_another_make", 4);
        packer.unpack(packed);
        packer.repack(device.state(), packed);

        assertThat(packer.unpack(packed)).usingRecursiveComparison().isEqualTo(device.state());
    }

    @Test
    void aDeviceThatWasSavedUnpackedIsReadWithAllThatTheNewestFormKeeps() throws IOException {
        DeviceState told = lives().toList().get(0).state();
        DataOutputSerializer unpacked = new DataOutputSerializer(64);
        DeviceStateFields.write(told, unpacked);

        PackedDevice packed =
                new DeviceStateSerializer().read(new DataInputDeserializer(unpacked.getCopyOfBuffer()), 7);

        assertThat(packer.unpack(packed)).usingRecursiveComparison().isEqualTo(told);
    }

    /** The seventh form had all but the last byte of a device whose clock nobody doubts. */
    @Test
    void aDeviceThatWasSavedBeforeClocksWereDoubtedIsRead() throws IOException {
        DeviceState told = lives().toList().get(0).state();
        byte[] newest = packer.pack(told).form();
        DataOutputSerializer saved = new DataOutputSerializer(64);
        Fields.writeBytes(Arrays.copyOf(newest, newest.length - 1), saved);

        PackedDevice packed = RoundTrip.ofOlderForm(new DeviceStateSerializer(), 8, saved.getCopyOfBuffer());

        assertThat(packed.form()).isEqualTo(newest);
        assertThat(packer.unpack(packed)).usingRecursiveComparison().isEqualTo(told);
    }

    @Test
    void aQuietDeviceIsSmall() throws IOException {
        DeviceState quiet = lives().toList().get(1).state();

        assertThat(RoundTrip.bytes(new DeviceStateSerializer(), packer.pack(quiet)))
                .hasSizeLessThan(150);
        assertThat(List.copyOf(quiet.detectors().keySet())).containsExactly("gas-leak");
    }
}
