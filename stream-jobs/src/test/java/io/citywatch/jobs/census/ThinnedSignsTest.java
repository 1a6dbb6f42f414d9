package io.citywatch.jobs.census;

import static io.citywatch.jobs.census.Births.T;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.testkit.UplinkRecords;
import io.citywatch.jobs.uplink.DeviceUplink;
import io.citywatch.jobs.uplink.UplinkContent;
import io.citywatch.jobs.uplink.UplinkReader;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.facility.SensorState;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The census learns the same whether repeated signs of life are left out before they are decoded or after: everything with a
 * content in its order, and of each device in which minutes it was heard and whether its sensor is well.
 */
class ThinnedSignsTest {
    private static final long HALF_A_MINUTE = 30_000;
    private static final UplinkContent ALL_SIGNS = UplinkContent.of(Channel.BIRTH, Channel.EVENT)
            .andReadingsWith(Metric.SENSOR_STATE)
            .andReadingsOf(FacilityKind.PARKING);

    @Property
    void whatIsLeftOutEarlyWouldHaveTaughtNothing(@ForAll("said") List<Said> said) {
        List<DeviceUplink> late = read(ALL_SIGNS, said);
        List<DeviceUplink> early = read(CensusJob.CONTENT, said);

        assertThat(contents(early)).isEqualTo(contents(late));
        assertThat(learned(early)).isEqualTo(learned(late));
    }

    private static List<DeviceUplink> read(UplinkContent content, List<Said> said) {
        UplinkReader reader = new UplinkReader(content);
        List<DeviceUplink> read = new ArrayList<>();
        for (Said each : said) {
            if (reader.readNews(each.record()) instanceof DeviceUplink message) {
                read.add(message);
            }
        }
        return read;
    }

    private static List<DeviceUplink> contents(List<DeviceUplink> read) {
        return read.stream().filter(each -> !each.messages().isEmpty()).toList();
    }

    /** Of each device the minutes in which it was heard, and whether its sensor is bad in the end. */
    private static Map<String, Learned> learned(List<DeviceUplink> read) {
        SignsOfLife signs = new SignsOfLife();
        Map<String, Learned> learned = new HashMap<>();
        for (DeviceUplink message : read) {
            if (signs.filter(message)) {
                learned.merge(message.address().device(), Learned.of(message), Learned::and);
            }
        }
        return learned;
    }

    private record Learned(Set<Long> minutes, @Nullable Boolean bad) {
        static Learned of(DeviceUplink message) {
            Boolean bad = null;
            for (DeviceMessage content : message.messages()) {
                SensorState state = content instanceof Reading reading ? reading.sensorState() : null;
                bad = state == null ? bad : Boolean.valueOf(state == SensorState.FAULT);
            }
            return new Learned(Set.of(BoundDevice.minute(message.arrival())), bad);
        }

        Learned and(Learned later) {
            Set<Long> all = new HashSet<>(minutes);
            all.addAll(later.minutes);
            return new Learned(all, later.bad == null ? bad : later.bad);
        }
    }

    @Provide
    Arbitrary<List<Said>> said() {
        return Combinators.combine(
                        Arbitraries.of(FacilityKind.GAS, FacilityKind.PARKING),
                        Arbitraries.of("d-1", "d-2"),
                        Arbitraries.of(Channel.TELEMETRY, Channel.TELEMETRY, Channel.DEATH, Channel.ACK, Channel.EVENT),
                        Arbitraries.of(
                                "{\"gasLel\": 1.5}",
                                "{\"occupied\": true}",
                                "{\"sensorState\": \"normal\"}",
                                "{\"sensorState\": \"fault\"}",
                                "{\"sensorState\": 7}",
                                "{broken"),
                        Arbitraries.integers().between(0, 5))
                .as(Said::new)
                .list()
                .ofMaxSize(30);
    }

    record Said(FacilityKind kind, String device, Channel channel, String payload, int halfMinutes) {
        ConsumerRecord<byte[], byte[]> record() {
            return UplinkRecords.consumed(UplinkRecords.of(
                    new DeviceAddress("410811", kind, device),
                    channel,
                    T + halfMinutes * HALF_A_MINUTE,
                    payload.getBytes(UTF_8)));
        }
    }
}
