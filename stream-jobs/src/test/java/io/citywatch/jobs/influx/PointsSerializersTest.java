package io.citywatch.jobs.influx;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.testkit.RoundTrip;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.RequestEntryWrapper;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class PointsSerializersTest {
    private static final Points POINTS =
            new Points("event text=\"燃气\" 1\n", 1, new Points.Origin("citywatch/v1/410811/gas/g/event", "g", 17));

    @Test
    void pointsComeBack() throws Exception {
        assertThat(RoundTrip.of(new PointsSerializer(), POINTS)).isEqualTo(POINTS);
        for (boolean isBooked : new boolean[] {true, false}) {
            Points ofMessage = of(new Points.Entry(3, 4711, 17, isBooked));
            assertThat(RoundTrip.of(new PointsSerializer(), ofMessage)).isEqualTo(ofMessage);
        }
    }

    /** Which had an entry for what was booked, and said no more of it. */
    @Test
    void pointsOfTheSecondFormComeBack() throws Exception {
        DataOutputSerializer written = new DataOutputSerializer(64);
        new PointsSerializer().serialize(of(new Points.Entry(3, 4711, 17, false)), written);
        byte[] secondForm = Arrays.copyOf(written.getCopyOfBuffer(), written.length() - 1);

        Points read = new PointsSerializer().readForm(new DataInputDeserializer(secondForm), 2);
        assertThat(read.origin())
                .isEqualTo(of(new Points.Entry(3, 4711, 17, true)).origin());
    }

    /** Whose times were milliseconds. */
    @Test
    void pointsOfTheThirdFormComeBackAtTheirTimes() throws Exception {
        DataOutputSerializer written = new DataOutputSerializer(64);
        new PointsSerializer()
                .serialize(new Points("gas x=1 1676339400000\ngas x=2 1676339400001\n", 2, POINTS.origin()), written);

        Points read = new PointsSerializer().readForm(new DataInputDeserializer(written.getCopyOfBuffer()), 3);
        assertThat(read.lines()).isEqualTo("gas x=1 1676339400000000000\ngas x=2 1676339400001000000\n");
    }

    private static Points of(Points.Entry entry) {
        return new Points(
                POINTS.lines(),
                1,
                new Points.Origin(
                        POINTS.origin().topic(),
                        POINTS.origin().key(),
                        POINTS.origin().arrival(),
                        entry));
    }

    @Test
    void whatTheSinkHoldsComesBackFromACheckpoint() throws Exception {
        BufferedPointsSerializer serializer = new BufferedPointsSerializer();
        var state = new BufferedRequestState<>(List.of(new RequestEntryWrapper<>(POINTS, 19)));

        var restored = serializer.deserialize(serializer.getVersion(), serializer.serialize(state));

        assertThat(restored.getBufferedRequestEntries()).singleElement().satisfies(entry -> {
            assertThat(entry.getRequestEntry()).isEqualTo(POINTS);
            assertThat(entry.getSize()).isEqualTo(19);
        });
    }
}
