package io.citywatch.jobs.historian;

import io.citywatch.jobs.historian.books.RecentMessages;
import io.citywatch.jobs.historian.rollup.RollUpRound;
import io.citywatch.jobs.historian.rollup.RollUpSpan;
import io.citywatch.jobs.historian.rollup.RollUps;
import io.citywatch.jobs.influx.DirectWriter;
import io.citywatch.jobs.influx.InfluxStore;
import io.citywatch.jobs.influx.LineBuffer;
import io.citywatch.jobs.influx.Points;
import io.citywatch.jobs.influx.StoreException;
import io.citywatch.jobs.log.LogSpan;
import io.citywatch.jobs.uplink.UplinkContent;
import io.citywatch.jobs.uplink.UplinkReplay;
import io.citywatch.telemetry.topic.LogTopics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the history of a span anew from the log, beside the running historian.
 *
 * <p>It reads for itself, with the same decoding and the same lines; it belongs to no consumer group, moves nobody's offsets and
 * keeps no books. A point that is there is written over by itself, so it can be broken off and started again.
 *
 * <p>What an edge node of Sparkplug B says is explained by births that may stand before the span. For nodes of which some are
 * missing the log is read again from ever earlier times on, until none is or the log begins.
 */
public final class HistoryRebuild {
    /** How far before the span births are looked for: edge nodes are born when they connect, and when they are asked. */
    private static final List<Duration> LEADS = List.of(
            Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofHours(6), Duration.ofDays(1), Duration.ofDays(7));

    private static final Duration POLL = Duration.ofMillis(200);

    /** Between two attempts at the roll-ups. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** So often a store refuses to sum up what is left before it is left as it is. */
    private static final int MAX_REFUSALS = 3;

    private static final Logger LOG = LoggerFactory.getLogger(HistoryRebuild.class);

    private final Clock clock = Clock.systemUTC();
    private final HistorianOptions options;
    private final Consumer<Progress> listener;

    /**
     * A rebuild of the history.
     *
     * @param listener hears after each batch how far it has come
     */
    public HistoryRebuild(HistorianOptions options, Consumer<Progress> listener) {
        this.options = options;
        this.listener = listener;
    }

    /** What is read, one part after the other. */
    public enum Part {
        /** What devices and edge nodes said in the span. */
        UPLINK,
        /** The same of edge nodes whose births stand before the span, from there on. */
        EARLIER_BIRTHS,
        /** Alarms, their figures, counts and the ledger, as far as the log has them. */
        STATES,
        /** The readings that were written are being summed up; there is nothing to count. */
        ROLL_UPS
    }

    /**
     * How far a part has come.
     *
     * @param records records of the part that were read
     * @param ofRecords how many there are
     * @param points points that were written, of all parts
     */
    public record Progress(Part part, long records, long ofRecords, long points) {}

    /**
     * What came of it.
     *
     * @param points points that were written
     * @param refused messages of which the store has refused points
     * @param unexplained edge nodes, {@code {district}/{edge node}}, of which some metrics were left out since no birth in the log
     *     explains them
     * @param missed records of the span that the log dropped before they were read
     * @param unsummed minutes and hours that the store does not sum up, or keeps no more
     */
    public record Rebuilt(long points, long refused, Set<String> unexplained, long missed, long unsummed) {}

    /**
     * Writes what arrived in the span, and what the log has of alarms, counts and the ledger from that time; returns when all
     * of it is written.
     *
     * @param from the first time, in milliseconds since 1970 UTC
     * @param to the time at which it ends, excluded; {@code Long.MAX_VALUE}: what stands in the log now
     */
    public Rebuilt run(long from, long to) throws InterruptedException {
        try (KafkaConsumer<byte[], byte[]> log = consumer();
                DirectWriter writer = new DirectWriter(
                        new InfluxStore(options.influx()),
                        new DeadLetters(new HistorianLog(options.log()), Clock.systemUTC()))) {
            Work work = new Work(
                    log,
                    writer,
                    new RebuildBatch(writer, options.influx().batching().messages()),
                    from,
                    to);
            Set<String> unexplained = work.uplink();
            work.states();
            listener.accept(new Progress(Part.ROLL_UPS, 0, 0, writer.pointsWritten()));
            long unsummed = sumUp(work.batch.touched());
            return new Rebuilt(writer.pointsWritten(), writer.messagesRefused(), unexplained, work.missed, unsummed);
        }
    }

    /** Writes the roll-ups of what was written, as often as it takes; returns how many are left that the store refuses. */
    private long sumUp(Set<RollUpSpan> touched) throws InterruptedException {
        Collection<RollUpSpan> left = touched;
        long unsummed = 0;
        try (RollUps rollUps = new RollUps(options.influx(), options.rollUps())) {
            for (int refusals = 0; !left.isEmpty(); ) {
                StoreException why;
                try {
                    RollUpRound round = rollUps.sumUp(left, clock.millis());
                    left = round.left();
                    unsummed += round.givenUp();
                    why = round.why();
                    refusals = round.summedUp() == 0 && round.isRefused() ? refusals + 1 : 0;
                } catch (StoreException e) {
                    why = e;
                }
                if (refusals == MAX_REFUSALS) {
                    return unsummed + left.size();
                }
                if (why != null) {
                    LOG.atWarn().addKeyValue("reason", why.words()).log("roll-ups can't be written now");
                    TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
                }
            }
        }
        return unsummed;
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        options.log().bootstrapServers(),
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        options.influx().batching().messages(),
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        // What the log drops while it is read is not passed over without a word
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "none"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Takes a record. */
    @FunctionalInterface
    private interface Taker {
        void take(ConsumerRecord<byte[], byte[]> record) throws InterruptedException;
    }

    /** One run. */
    private final class Work {
        private final KafkaConsumer<byte[], byte[]> log;
        private final DirectWriter writer;
        private final RebuildBatch batch;
        private final long from;
        private final long to;
        private long missed;

        Work(KafkaConsumer<byte[], byte[]> log, DirectWriter writer, RebuildBatch batch, long from, long to) {
            this.log = log;
            this.writer = writer;
            this.batch = batch;
            this.from = from;
            this.to = to;
        }

        /** Writes what devices and edge nodes said; returns the edge nodes that the log does not explain. */
        Set<String> uplink() throws InterruptedException {
            Set<String> unexplained = new TreeSet<>();
            UplinkReplay replay = new UplinkReplay(UplinkContent.ALL_WITH_REJECTIONS);
            RecentMessages recent = new RecentMessages();
            LogSpan span = LogSpan.between(log, LogTopics.UPLINK, from, to);
            read(Part.UPLINK, span, record -> take(replay.read(record), record, recent, unexplained));
            for (Duration lead : LEADS) {
                if (unexplained.isEmpty() || span.isFromTheBeginning(log)) {
                    break;
                }
                Set<String> missing = Set.copyOf(unexplained);
                unexplained.clear();
                UplinkReplay earlier = new UplinkReplay(UplinkContent.ALL_WITH_REJECTIONS);
                RecentMessages said = new RecentMessages();
                span = LogSpan.between(log, LogTopics.UPLINK, from - lead.toMillis(), to);
                read(Part.EARLIER_BIRTHS, span, record -> {
                    if (UplinkReplay.isOfEdgeNode(record)) {
                        UplinkReplay.Heard heard = earlier.read(record);
                        if (heard.edgeNode() != null && missing.contains(heard.edgeNode())) {
                            take(heard, record, said, unexplained);
                        }
                    }
                });
            }
            return unexplained;
        }

        private void take(
                UplinkReplay.Heard heard,
                ConsumerRecord<byte[], byte[]> record,
                RecentMessages recent,
                Set<String> unexplained)
                throws InterruptedException {
            if (record.timestamp() >= from && record.timestamp() < to) {
                if (heard.lacksBirth() && heard.edgeNode() != null) {
                    unexplained.add(heard.edgeNode());
                }
                batch.add(
                        heard.uplink(),
                        new Points.Entry(record.partition(), record.offset(), record.timestamp(), false),
                        recent);
            }
        }

        /** Writes what the compacted topics have of the span. */
        void states() throws InterruptedException {
            LineBuffer lines = new LineBuffer(from, to);
            read(Part.STATES, LogSpan.whole(log, StateHistory.TOPICS), record -> {
                if (record.value() == null) {
                    return;
                }
                String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
                try {
                    StateHistory.write(record.topic(), key, record.value(), lines);
                    batch.take(lines, new Points.Origin(record.topic(), key, record.timestamp()));
                } catch (IOException e) {
                    lines.take();
                    LOG.atWarn()
                            .addKeyValue("topic", record.topic())
                            .addKeyValue("offset", record.offset())
                            .addKeyValue("reason", e.getMessage())
                            .log("a record can't be read and is left out");
                }
            });
        }

        private void read(Part part, LogSpan span, Taker taker) throws InterruptedException {
            while (!span.isRead(log)) {
                for (ConsumerRecord<byte[], byte[]> record : polled(span)) {
                    if (span.holds(record)) {
                        taker.take(record);
                    }
                }
                batch.write();
                listener.accept(new Progress(part, span.read(log), span.records(), writer.pointsWritten()));
            }
        }

        private ConsumerRecords<byte[], byte[]> polled(LogSpan span) {
            try {
                return log.poll(POLL);
            } catch (OffsetOutOfRangeException e) {
                long dropped = span.skipDropped(log, e.partitions());
                missed += dropped;
                LOG.atWarn()
                        .addKeyValue("records", dropped)
                        .log("the log has dropped records before they were read; they are left out");
                return ConsumerRecords.empty();
            }
        }
    }
}
