package io.citywatch.jobs.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.streaming.runtime.operators.sink.SinkWriterOperatorFactory;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class InfluxSinkTest {
    private static final int MESSAGES = 2;
    private static final int IN_FLIGHT = 3;

    private static final RefusedPoints.Factory NOBODY = () -> new RefusedPoints() {
        @Override
        public void put(Points message, String words) {}

        @Override
        public void close() {}
    };

    private static final Set<Thread.State> WAITS = EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);

    private static CountDownLatch begun = new CountDownLatch(0);
    private static CountDownLatch answered = new CountDownLatch(0);

    /** Else a backlog drains at the speed of one request after the other. */
    @Test
    void allRequestsAreUnderWayFromTheStart() throws Exception {
        begun = new CountDownLatch(IN_FLIGHT);
        answered = new CountDownLatch(1);
        InfluxSink sink = new InfluxSink(
                new InfluxOptions.Batching(MESSAGES, IN_FLIGHT, Duration.ofHours(1)), SlowStore::new, NOBODY);

        try (var harness = new OneInputStreamOperatorTestHarness<>(new SinkWriterOperatorFactory<>(sink))) {
            harness.open();
            for (int i = 0; i < MESSAGES * IN_FLIGHT; i++) {
                harness.processElement(new Points("gas x=1 1\n", 1, new Points.Origin("topic", "device", 1)), 0);
            }

            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
            answered.countDown();
        }
    }

    /** Messages are bounded by their number, and what they hold is not. */
    @Test
    void whileTheServerIsAwayOnlySoMuchIsTakenAsFitsIntoMemory() throws Exception {
        answered = new CountDownLatch(1);
        AtomicInteger taken = new AtomicInteger();
        AtomicInteger takenBeforeTheAnswer = new AtomicInteger();
        String backlog = "x".repeat(InfluxSink.MAX_POINTS_CHARACTERS);
        int fits = (int) (InfluxWriter.MAX_WAITING_CHARACTERS / backlog.length());
        Thread task = Thread.currentThread();
        Thread server = new Thread(() -> {
            await().until(() -> taken.get() >= fits && WAITS.contains(task.getState()));
            takenBeforeTheAnswer.set(taken.get());
            answered.countDown();
        });
        InfluxSink sink =
                new InfluxSink(new InfluxOptions.Batching(100, IN_FLIGHT, Duration.ofHours(1)), SlowStore::new, NOBODY);

        try (var harness = new OneInputStreamOperatorTestHarness<>(new SinkWriterOperatorFactory<>(sink))) {
            harness.open();
            server.start();
            for (int i = 0; i < 3 * fits; i++) {
                harness.processElement(new Points(backlog, 1, new Points.Origin("topic", "device", 1)), 0);
                taken.incrementAndGet();
            }
            assertThat(answered.await(60, TimeUnit.SECONDS)).isTrue();
        }
        server.join();

        assertThat(takenBeforeTheAnswer).hasValue(fits);
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
