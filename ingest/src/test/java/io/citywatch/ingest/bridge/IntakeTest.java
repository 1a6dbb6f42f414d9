package io.citywatch.ingest.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.ingest.log.InFlightBytes;
import io.citywatch.ingest.log.Sender;
import io.citywatch.ingest.log.UplinkLog;
import io.citywatch.ingest.log.UplinkRoute;
import io.citywatch.telemetry.connection.ConnectionEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.Callback;
import org.junit.jupiter.api.Test;

/** What is acknowledged, and when, seen with a log that answers by hand. */
class IntakeTest {
    private static final String TELEMETRY = "citywatch/v1/410811/gas/dev1/telemetry";
    private static final long NOW = 1_676_339_400_000L;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final HandLog uplink = new HandLog();
    private final Intake intake = new Intake(
            uplink,
            new Sender("bridge/test"),
            new BridgeMeters(registry),
            Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC));
    private final List<Integer> acknowledged = new ArrayList<>();
    private final AcknowledgementOrder order = new AcknowledgementOrder(acknowledged::add);
    private int failures;

    @Test
    void aMessageIsAcknowledgedWhenTheLogHasIt() throws Exception {
        take(message(TELEMETRY, "one", 1, 11));

        assertThat(uplink.appended).containsExactly(TELEMETRY + " " + NOW + " 1 one");
        assertThat(acknowledged).isEmpty();
        assertThat(uplink.inFlight().bytes()).isPositive();
        uplink.confirm(0);

        assertThat(acknowledged).containsExactly(11);
        assertThat(uplink.inFlight().bytes()).isZero();
        assertThat(count("messages.appended")).isEqualTo(1);
    }

    @Test
    void whatCanNotBeUsedIsAcknowledgedInItsTurnAndCounted() throws Exception {
        take(message(TELEMETRY, "one", 1, 1));
        take(message("citywatch/v1/410811/lift/dev1/telemetry", "two", 1, 2));
        take(message(TELEMETRY, "x".repeat(256 * 1024 + 1), 1, 3));
        take(new Delivered(TELEMETRY, new byte[] {'r'}, 1, 4, true, false));
        assertThat(acknowledged).isEmpty();

        uplink.confirm(0);

        assertThat(acknowledged).containsExactly(1, 2, 3, 4);
        assertThat(uplink.appended).hasSize(1);
        assertThat(registry.find("citywatch.bridge.messages.unusable").counters())
                .extracting(counter -> counter.getId().getTag("reason") + " " + counter.count())
                .containsExactlyInAnyOrder("topic 1.0", "size 1.0", "retained 1.0");
    }

    @Test
    void aMessageWithoutAnAcknowledgementIsAppendedAllTheSame() throws Exception {
        take(message(TELEMETRY, "zero", 0, 0));
        uplink.confirm(0);

        assertThat(uplink.appended).containsExactly(TELEMETRY + " " + NOW + " 0 zero");
        assertThat(acknowledged).isEmpty();
    }

    @Test
    void whatTheLogRefusesKeepsAllBehindItUnacknowledged() throws Exception {
        take(message(TELEMETRY, "one", 1, 1));
        take(message(TELEMETRY, "two", 1, 2));

        uplink.refuse(0);
        uplink.confirm(1);

        assertThat(acknowledged).isEmpty();
        assertThat(failures).isEqualTo(1);
        assertThat(uplink.inFlight().bytes()).isZero();
    }

    @Test
    void afterTheStopNothingIsTaken() throws Exception {
        intake.stop();

        take(message(TELEMETRY, "late", 1, 1));

        assertThat(uplink.appended).isEmpty();
        assertThat(order.size()).isZero();
    }

    @Test
    void ofAConnectionThatIsOverNothingIsTaken() throws Exception {
        order.end();

        take(message(TELEMETRY, "late", 1, 1));

        assertThat(uplink.appended).isEmpty();
        assertThat(uplink.inFlight().bytes()).isZero();
    }

    @Test
    void whoWaitsForRoomGoesOnWhenTheLogConfirms() throws Exception {
        take(message(TELEMETRY, "x".repeat(HandLog.HIGH), 1, 1));
        Thread waiting = new Thread(() -> {
            try {
                take(message(TELEMETRY, "two", 1, 2));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        waiting.start();
        while (waiting.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        assertThat(uplink.appended).hasSize(1);

        uplink.confirm(0);
        waiting.join();

        assertThat(uplink.appended).hasSize(2);
    }

    private void take(Delivered message) throws InterruptedException {
        intake.take(message, order, () -> failures++);
    }

    private double count(String meter) {
        Counter counter = registry.find("citywatch.bridge." + meter).counter();
        return counter == null ? 0 : counter.count();
    }

    private static Delivered message(String topic, String payload, int qos, int packetId) {
        return new Delivered(topic, payload.getBytes(UTF_8), qos, packetId, false, false);
    }

    /** A log whose answers are given by the test. */
    private static final class HandLog implements UplinkLog {
        private static final int HIGH = 10_000;

        private final InFlightBytes inFlight = new InFlightBytes(HIGH);
        private final List<String> appended = new ArrayList<>();
        private final List<Callback> callbacks = new ArrayList<>();

        @Override
        public void append(
                UplinkRoute route, Sender sender, long arrivalMillis, int qos, byte[] payload, Callback callback) {
            appended.add(route.name() + " " + arrivalMillis + " " + qos + " " + new String(payload, UTF_8));
            callbacks.add(callback);
        }

        void confirm(int index) {
            callbacks.get(index).onCompletion(null, null);
        }

        void refuse(int index) {
            callbacks.get(index).onCompletion(null, new IllegalStateException("refused"));
        }

        @Override
        public boolean note(ConnectionEvent event) {
            throw new AssertionError("a bridge has no connections of devices");
        }

        @Override
        public InFlightBytes inFlight() {
            return inFlight;
        }
    }
}
