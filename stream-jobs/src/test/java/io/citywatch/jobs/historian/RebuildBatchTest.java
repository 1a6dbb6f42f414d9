package io.citywatch.jobs.historian;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.influx.DirectWriter;
import io.citywatch.jobs.influx.InfluxSink;
import io.citywatch.jobs.influx.LineBuffer;
import io.citywatch.jobs.influx.PointStore;
import io.citywatch.jobs.influx.Points;
import io.citywatch.jobs.influx.RefusedPoints;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RebuildBatchTest {
    private final List<Integer> requests = new ArrayList<>();

    @Test
    void aRequestIsBoundedByItsSizeHoweverFewTheMessagesAre() throws Exception {
        String text = "x".repeat(InfluxSink.MAX_REQUEST_CHARACTERS / 3);
        LineBuffer lines = new LineBuffer();
        try (DirectWriter writer = new DirectWriter(new Store(), new Letters())) {
            RebuildBatch batch = new RebuildBatch(writer, 8_000);
            for (int i = 0; i < 10; i++) {
                lines.point("event").name("device", "gas-1").field("text", text).end(i);
                batch.take(lines, new Points.Origin("topic", "gas-1", i));
            }
            batch.write();

            assertThat(writer.pointsWritten()).isEqualTo(10);
            assertThat(requests).hasSize(5).allSatisfy(size -> assertThat(size)
                    .isLessThanOrEqualTo(InfluxSink.MAX_REQUEST_CHARACTERS));
        }
    }

    private final class Store implements PointStore {
        @Override
        public void write(String lines) {
            requests.add(lines.length());
        }

        @Override
        public void createDatabase() {}

        @Override
        public void close() {}
    }

    private static final class Letters implements RefusedPoints {
        @Override
        public void put(Points points, String words) {}

        @Override
        public void close() {}
    }
}
