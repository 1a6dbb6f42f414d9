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

        assertThat(new PointsSerializer().readForm(new DataInputDeserializer(secondForm), 2))
                .isEqualTo(of(new Points.Entry(3, 4711, 17, true)));
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
