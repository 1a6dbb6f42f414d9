package io.citywatch.jobs.influx;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.flink.streaming.runtime.operators.sink.SinkWriterOperatorFactory;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class InfluxSinkTest {
    private static final int MESSAGES = 2;
    private static final int IN_FLIGHT = 3;

    private static CountDownLatch begun = new CountDownLatch(0);
    private static CountDownLatch answered = new CountDownLatch(0);

    /** Else a backlog drains at the speed of one request after the other. */
    @Test
    void allRequestsAreUnderWayFromTheStart() throws Exception {
        begun = new CountDownLatch(IN_FLIGHT);
        answered = new CountDownLatch(1);
        InfluxSink sink = new InfluxSink(
                new InfluxOptions.Batching(MESSAGES, IN_FLIGHT, Duration.ofHours(1)),
                SlowStore::new,
                () -> new RefusedPoints() {
                    @Override
                    public void put(Points message, String words) {}

                    @Override
                    public void close() {}
                });

        try (var harness = new OneInputStreamOperatorTestHarness<>(new SinkWriterOperatorFactory<>(sink))) {
            harness.open();
            for (int i = 0; i < MESSAGES * IN_FLIGHT; i++) {
                harness.processElement(new Points("gas x=1 1\n", 1, new Points.Origin("topic", "device", 1)), 0);
            }

            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
            answered.countDown();
        }
    }

    /** Answers only when it is told to. */
    private static final class SlowStore implements PointStore {
        @Override
        public void write(String lines) {
            begun.countDown();
            try {
                assertThat(answered.await(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void createDatabase() {}

        @Override
        public void close() {}
    }
}
