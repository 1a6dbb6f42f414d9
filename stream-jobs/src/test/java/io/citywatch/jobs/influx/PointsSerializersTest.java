package io.citywatch.jobs.influx;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.testkit.RoundTrip;
import java.util.List;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.RequestEntryWrapper;
import org.junit.jupiter.api.Test;

class PointsSerializersTest {
    private static final Points POINTS =
            new Points("event text=\"燃气\" 1\n", 1, new Points.Origin("citywatch/v1/410811/gas/g/event", "g", 17));

    @Test
    void pointsComeBack() throws Exception {
        assertThat(RoundTrip.of(new PointsSerializer(), POINTS)).isEqualTo(POINTS);
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
