package io.citywatch.jobs.alarms.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.alarms.device.Clock;
import io.citywatch.jobs.alarms.device.DeviceState;
import io.citywatch.jobs.alarms.device.Lane;
import io.citywatch.jobs.alarms.lifecycle.LiveAlarm;
import io.citywatch.jobs.binary.ImmutableSerializer;
import io.citywatch.jobs.testkit.RoundTrip;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.AlarmAction.Verb;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.Transition;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** State as the first form wrote it: a gas leak that was shelved, with an action that waits. */
class FirstFormTest {
    private static final long START = 1_676_339_400_000L;

    private static final String DEVICE =
            "AQAHNDEwODExBmdhcy0xAAEAAAGGTZ1Y+AEAAAAAAAAAEQEAAAGGTdQ7wAINZGV2aWNlLWFsYXJtAwAAAYZNnVEoAQlnYXMt"
                    + "bGVhawEAAAGGTZ1Y+AEAAAAAAAAAAAEAAAGGTZ1Y+AABD2dhcy0xfmdhcy1sZWFrBmdhcy0xDGFja25vd2xlZGdlAAAAAAAA"
                    + "AAkMb3BlcmF0b3IvbGkAAA==";
    private static final String SHELVED_LEAK =
            "CWdhcy1sZWFrBmdhcy0xAAAHNDEwODExAQQBAAAAAYZNnU1AAAABhk2dVRAHZ2FzTGVsAUAoAAAAAAAAAUAkAAAAAAAADeeH"
                    + "g+awlOazhOa8jwlHYXMgbGVhawAAAYZNnVUQAgAAAYZNnU1AAAEBBnJhaXNlAAABQCgAAAAAAAAAAAGGTZ1VEAEEAQdzaGVs"
                    + "dmUMb3BlcmF0b3IvbGkJcGFpbnRpbmcAAQAAAYZN1DvA";

    @Test
    void aDeviceOfTheFirstFormIsRead() throws IOException {
        DeviceState device = new DevicePacker().unpack(read(new DeviceStateSerializer(), DEVICE));

        assertThat(device.lastHeard()).isEqualTo(START + 3000);
        assertThat(device.timer()).isEqualTo(17);
        assertThat(device.detectors()).containsOnlyKeys("device-alarm", "gas-leak");
        Lane lane = device.lane(Clock.ARRIVAL);
        assertThat(lane.due()).isEqualTo(START + 3_600_000);
        assertThat(lane.suppression()).isNull();
        assertThat(lane.held())
                .containsExactly(new AlarmAction(
                        "gas-1~gas-leak", "gas-1", Verb.ACKNOWLEDGE, 9, "operator/li", null, null, null));
        assertThat(device.lane(Clock.WATERMARK)).isEqualTo(new Lane(START + 3_600_000, null, List.of()));
    }

    @Test
    void anAlarmOfTheFirstFormIsRead() throws IOException {
        LiveAlarm alarm = new AlarmPacker().unpack(read(new LiveAlarmSerializer(), SHELVED_LEAK));

        assertThat(alarm.alarm().state()).isEqualTo(AlarmState.SHELVED);
        assertThat(alarm.alarm().history()).extracting(Transition::cause).containsExactly("raise", "shelve");
        assertThat(alarm.alarm().handling()).isEqualTo(new Alarm.Handling(0, false, START + 3_600_000, null));
        assertThat(alarm.shelfEnd()).isEqualTo(START + 3_600_000);
        assertThat(alarm.escalateAt()).isNull();
    }

    private static <T> T read(ImmutableSerializer<T> present, String base64) throws IOException {
        return RoundTrip.ofOlderForm(present, 1, Base64.getDecoder().decode(base64));
    }
}
