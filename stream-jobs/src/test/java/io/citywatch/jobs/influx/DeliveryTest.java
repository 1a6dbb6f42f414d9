package io.citywatch.jobs.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class DeliveryTest {
    private final Store store = new Store();
    private final Letters letters = new Letters();
    private final List<Long> pauses = new ArrayList<>();
    private final InfluxCounters counters = new InfluxCounters(new UnregisteredMetricsGroup());
    private final Delivery delivery = new Delivery(
            store,
            letters,
            new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5), new SplittableRandom(1)),
            counters,
            pauses::add);

    @Test
    void aRequestThatIsTakenIsCounted() throws Exception {
        delivery.deliver(List.of(points("a"), points("b")));

        assertThat(store.written).containsExactly("a\nb\n");
        assertThat(counters.count(InfluxMeter.POINTS_WRITTEN)).isEqualTo(2);
        assertThat(counters.count(InfluxMeter.REQUESTS_WRITTEN)).isEqualTo(1);
    }

    @Test
    void whileTheServerIsAwayTheSameRequestIsRepeatedAfterGrowingPauses() throws Exception {
        for (int i = 0; i < 10; i++) {
            store.answers.add(new StoreException(WriteOutcome.UNREACHABLE, "connection refused"));
        }

        delivery.deliver(List.of(points("a")));

        assertThat(store.written).containsExactly("a\n");
        assertThat(pauses).hasSize(10).allSatisfy(pause -> assertThat(pause).isBetween(100L, 5000L));
        assertThat(pauses.get(9)).isGreaterThanOrEqualTo(2500);
        assertThat(counters.count(InfluxMeter.ATTEMPTS_REPEATED)).isEqualTo(10);
    }

    @Test
    void aServerThatSaysForHowLongIsLeftAloneForSoLong() throws Exception {
        store.answers.add(
                new StoreException(WriteOutcome.OVERLOADED, "too many requests", Duration.ofSeconds(30), null));

        delivery.deliver(List.of(points("a")));

        assertThat(store.written).containsExactly("a\n");
        assertThat(pauses).containsExactly(30_000L);
        assertThat(counters.count(InfluxMeter.AWAY_MILLIS)).isEqualTo(30_000);
    }

    @Test
    void aMissingDatabaseIsCreatedAtOnce() throws Exception {
        store.answers.add(new StoreException(WriteOutcome.NO_DATABASE, "database not found: \"citywatch\""));

        delivery.deliver(List.of(points("a")));

        assertThat(store.created).isEqualTo(1);
        assertThat(store.written).containsExactly("a\n");
        assertThat(pauses).isEmpty();
    }

    @Test
    void aDatabaseThatIsCreatedAndNotThereIsCreatedAgainAfterAPause() throws Exception {
        for (int i = 0; i < 4; i++) {
            store.answers.add(new StoreException(WriteOutcome.NO_DATABASE, "database not found: \"citywatch\""));
        }

        delivery.deliver(List.of(points("a")));

        assertThat(store.created).isEqualTo(4);
        assertThat(pauses).hasSize(3);
    }

    @Test
    void ofARefusedRequestTheGoodPointsAreWrittenAndTheBadOnesKeptWithTheServersWords() throws Exception {
        store.poison = "bad";
        List<Points> batch = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            batch.add(points(i == 17 || i == 60 ? "bad" + i : "good" + i));
        }

        delivery.deliver(batch);

        assertThat(String.join("", store.written).lines()).hasSize(98).noneMatch(line -> line.startsWith("bad"));
        assertThat(letters.put).containsExactly("bad17\n: field type conflict", "bad60\n: field type conflict");
        assertThat(counters.count(InfluxMeter.MESSAGES_REFUSED)).isEqualTo(2);
        assertThat(store.attempts).isLessThan(40);
    }

    @Test
    void whenTheSinkIsClosedTheDeliveryIsGivenUp() {
        store.answers.add(new StoreException(WriteOutcome.OVERLOADED, "timeout"));
        Delivery closing = new Delivery(
                store,
                letters,
                new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5), new SplittableRandom(1)),
                counters,
                millis -> {
                    throw new InterruptedException("closed");
                });

        assertThatThrownBy(() -> closing.deliver(List.of(points("a")))).isInstanceOf(InterruptedException.class);
        assertThat(store.written).isEmpty();
    }

    private static Points points(String line) {
        return new Points(line + "\n", 1, new Points.Origin("topic", "key", 1));
    }

    private static final class Store implements PointStore {
        private final Deque<StoreException> answers = new ArrayDeque<>();
        private final List<String> written = new ArrayList<>();
        private String poison = "no point holds this";
        private int created;
        private int attempts;

        @Override
        public void write(String lines) throws StoreException {
            attempts++;
            if (!answers.isEmpty()) {
                throw answers.remove();
            }
            if (lines.contains(poison)) {
                throw new StoreException(WriteOutcome.REFUSED, "field type conflict");
            }
            written.add(lines);
        }

        @Override
        public void createDatabase() {
            created++;
        }

        @Override
        public void close() {}
    }

    private static final class Letters implements RefusedPoints {
        private final List<String> put = new ArrayList<>();

        @Override
        public void put(Points points, String words) {
            put.add(points.lines() + ": " + words);
        }

        @Override
        public void close() {}
    }
}
