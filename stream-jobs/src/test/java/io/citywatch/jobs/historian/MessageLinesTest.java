package io.citywatch.jobs.historian;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.influx.LineBuffer;
import io.citywatch.jobs.uplink.DeviceUplink;
import io.citywatch.telemetry.census.AssetCount;
import io.citywatch.telemetry.census.Step;
import io.citywatch.telemetry.census.TargetProgress;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.facility.SensorState;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.message.CommandAnswer;
import io.citywatch.telemetry.message.Death;
import io.citywatch.telemetry.message.DeviceEvent;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.message.EventType;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessageLinesTest {
    private static final DeviceAddress PIPE = new DeviceAddress("410811", FacilityKind.GAS_PIPE, "p-1");

    @Test
    void aReadingIsAPointOfItsKindUnderItsOwnTime() {
        Reading reading = Reading.at(17)
                .with(Metric.PRESSURE_KPA, 210.5)
                .with(Metric.VALVE_OPEN, false)
                .with(SensorState.EXPIRED)
                .build();

        assertThat(line(reading))
                .isEqualTo("gas_pipe,device=p-1,district=410811 "
                        + "valveOpen=false,sensorState=\"expired\",pressureKpa=210.5 17000000\n");
    }

    @Test
    void aBirthIsAnEventWithAllThatItSays() {
        Birth birth = new Birth(
                17,
                "a-1",
                AssetState.COMMISSIONED,
                new Birth.Identity("M", null, "pressure"),
                new Birth.Place(35.5, 113.25, null),
                new Birth.Share(0, 0, 120.25),
                0,
                900);

        assertThat(lineToTheMillisecond(birth))
                .isEqualTo("event,device=p-1,district=410811,kind=gas-pipe,type=birth arrival=99.0,asset=\"a-1\","
                        + "state=\"commissioned\",model=\"M\",deviceType=\"pressure\",lat=35.5,lon=113.25,"
                        + "households=0.0,bays=0.0,lengthM=120.25,baselineTiltDeg=0.0,reportSeconds=900.0 17\n");
    }

    @Test
    void eventsDeathsAndAnswersAreEvents() {
        String tags = "event,device=p-1,district=410811,kind=gas-pipe,type=";

        assertThat(lineToTheMillisecond(new DeviceEvent(17, EventType.TAMPER, 2.0, "cover off")))
                .isEqualTo(tags + "tamper arrival=99.0,value=2.0,text=\"cover off\" 17\n");
        assertThat(lineToTheMillisecond(new Death(99))).isEqualTo(tags + "death arrival=99.0 99\n");
        assertThat(lineToTheMillisecond(new CommandAnswer(17, "c-1", CommandAnswer.Result.DONE, null)))
                .isEqualTo(tags + "ack arrival=99.0,command=\"c-1\",result=\"done\" 17\n");
    }

    /** Of a clock of seconds, or without any. */
    @Test
    void eventsOfOneMillisecondStandApartByWhatTheySay() {
        String one = line(new CommandAnswer(17, "a~closeValve", CommandAnswer.Result.DONE, null));
        String other = line(new CommandAnswer(17, "a~soundSiren", CommandAnswer.Result.DONE, null));

        assertThat(time(one)).isNotEqualTo(time(other));
        assertThat(time(one) / 1_000_000).isEqualTo(17);
        assertThat(time(other) / 1_000_000).isEqualTo(17);
    }

    @Test
    void anEventThatIsSaidAgainIsTheSamePoint() {
        DeviceEvent event = new DeviceEvent(17, EventType.FAULT, 2.0, "cell");
        LineBuffer lines = new LineBuffer();
        MessageLines.write(new DeviceUplink(PIPE, Channel.EVENT, 99, List.of(event), null), 0, lines);
        long first = time(lines.take());
        MessageLines.write(new DeviceUplink(PIPE, Channel.EVENT, 12_345, List.of(event), null), 0, lines);

        assertThat(time(lines.take())).isEqualTo(first);
    }

    @Test
    void whatSaysNoMoreThanThatItHappenedIsOfItsMillisecond() {
        assertThat(time(line(new DeviceEvent(17, EventType.RESTORE, null, null))))
                .isEqualTo(17_000_000);
    }

    private static long time(String line) {
        return Long.parseLong(line.substring(line.lastIndexOf(' ') + 1).strip());
    }

    @Test
    void countsAndProgressArePoints() {
        LineBuffer lines = new LineBuffer();

        CensusLines.write(
                new AssetCount(
                        FacilityKind.GAS,
                        "410800",
                        9.0,
                        Map.of(Step.REGISTERED, 7L, Step.DOWN, 2L),
                        new AssetCount.Served(5, 1, 2, 0.5),
                        17),
                lines);
        CensusLines.write(
                new TargetProgress("manholes", 8120, Map.of(Step.COMMISSIONED, 12.0), List.of(), null, 17), lines);

        assertThat(lines.take())
                .isEqualTo(
                        "census,kind=gas,district=410800 households=5.0,householdsWithoutSensor=1.0,"
                                + "bays=2.0,lengthM=0.5,registered=7.0,installed=0.0,commissioned=0.0,reporting=0.0,alive=0.0,"
                                + "silent=0.0,faulty=0.0,expired=0.0,down=2.0,planned=9.0 17000000\n"
                                + "census,target=manholes planned=8120.0,done=12.0,registered=0.0,installed=0.0,"
                                + "commissioned=12.0,reporting=0.0,alive=0.0,silent=0.0,faulty=0.0,expired=0.0,down=0.0 17000000\n");
    }

    private static String line(DeviceMessage message) {
        LineBuffer lines = new LineBuffer();
        MessageLines.write(message(message), 0, lines);
        return lines.take();
    }

    /** The same with its time to the millisecond. */
    private static String lineToTheMillisecond(DeviceMessage message) {
        String line = line(message);
        return line.substring(0, line.length() - "000000\n".length()) + '\n';
    }

    private static DeviceUplink message(DeviceMessage... messages) {
        return new DeviceUplink(PIPE, Channel.TELEMETRY, 99, List.of(messages), null);
    }
}
