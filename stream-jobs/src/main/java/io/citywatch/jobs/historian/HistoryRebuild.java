package io.citywatch.jobs.historian;

import io.citywatch.jobs.historian.rollup.RollUpSpan;
import io.citywatch.jobs.historian.rollup.RollUpWidth;
import io.citywatch.jobs.historian.rollup.RollUps;
import io.citywatch.jobs.influx.DirectWriter;
import io.citywatch.jobs.influx.InfluxStore;
import io.citywatch.jobs.influx.LineBuffer;
import io.citywatch.jobs.influx.Points;
import io.citywatch.jobs.influx.StoreException;
import io.citywatch.jobs.uplink.DeviceUplink;
import io.citywatch.jobs.uplink.UplinkContent;
import io.citywatch.jobs.uplink.UplinkReader;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.topic.LogTopics;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the history of a span anew from the log, beside the running historian.
 *
 * <p>It reads for itself, with the same decoding and the same lines; it belongs to no consumer group and moves nobody's offsets. A
 * point that is there is written over by itself, so it can be broken off and started again.
 */
public final class HistoryRebuild {
    /** Messages of several connections and gateways stand in the log a little out of the order of their arrival. */
    private static final long DISORDER_MILLIS = 60_000;

    private static final Duration POLL = Duration.ofMillis(200);

    /** Between two attempts at the roll-ups. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(HistoryRebuild.class);

    private final Clock clock = Clock.systemUTC();
    private final HistorianOptions options;
    private final Consumer<Progress> listener;

    /**
     * A rebuild of the uplink's part of the history.
     *
     * @param listener hears after each batch how far it has come
     */
    public HistoryRebuild(HistorianOptions options, Consumer<Progress> listener) {
        this.options = options;
        this.listener = listener;
    }

    /**
     * How far a rebuild has come.
     *
     * @param records records that were read, marks of time included
     * @param ofRecords how many there are to read
     * @param points points that were written
     * @param refused messages of which the store has refused points
     */
    public record Progress(long records, long ofRecords, long points, long refused) {}

    /**
     * Writes what arrived in the span; returns when all of it is written.
     *
     * @param from the first time of arrival, in milliseconds since 1970 UTC
     * @param to the time of arrival at which it ends, excluded; {@code Long.MAX_VALUE}: what stands in the log now
     */
    public Progress run(long from, long to) throws InterruptedException {
        try (KafkaConsumer<byte[], byte[]> log = consumer();
                DirectWriter writer = new DirectWriter(
                        new InfluxStore(options.influx()),
                        new DeadLetters(new HistorianLog(options.log()), Clock.systemUTC()))) {
            Span span = Span.seek(log, from, to);
            Batch batch = new Batch(writer, options.influx().batching().messages());
            while (!span.isRead(log)) {
                for (ConsumerRecord<byte[], byte[]> record : log.poll(POLL)) {
                    if (span.holds(record) && record.timestamp() >= from && record.timestamp() < to) {
                        batch.add(record);
                    }
                }
                batch.write();
                listener.accept(span.progress(log, writer));
            }
            sumUp(batch.touched);
            return span.progress(log, writer);
        }
    }

    /** Writes the roll-ups of what was written, as often as it takes. */
    private void sumUp(Set<RollUpSpan> touched) throws InterruptedException {
        try (RollUps rollUps = new RollUps(options.influx(), options.rollUps())) {
            for (; ; ) {
                try {
                    rollUps.sumUp(touched, clock.millis());
                    return;
                } catch (StoreException e) {
                    LOG.atWarn().addKeyValue("reason", e.words()).log("roll-ups can't be written now");
                    TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
                }
            }
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        options.log().bootstrapServers(),
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        options.influx().batching().messages(),
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** The offsets between which the span lies. */
    private record Span(Map<TopicPartition, Long> begins, Map<TopicPartition, Long> ends) {
        static Span seek(KafkaConsumer<byte[], byte[]> log, long from, long to) {
            List<TopicPartition> partitions = log.partitionsFor(LogTopics.UPLINK).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            log.assign(partitions);
            Map<TopicPartition, Long> ends = new HashMap<>(log.endOffsets(partitions));
            Map<TopicPartition, Long> begins = new HashMap<>();
            offsets(log, partitions, from)
                    .forEach((partition, found) ->
                            begins.put(partition, found == null ? ends.get(partition) : Long.valueOf(found.offset())));
            if (to < Long.MAX_VALUE - DISORDER_MILLIS) {
                offsets(log, partitions, to + DISORDER_MILLIS).forEach((partition, found) -> {
                    if (found != null) {
                        ends.put(partition, found.offset());
                    }
                });
            }
            begins.forEach(log::seek);
            return new Span(begins, ends);
        }

        private static Map<TopicPartition, OffsetAndTimestamp> offsets(
                KafkaConsumer<byte[], byte[]> log, List<TopicPartition> partitions, long t) {
            Map<TopicPartition, Long> times = new HashMap<>();
            partitions.forEach(partition -> times.put(partition, t));
            return log.offsetsForTimes(times);
        }

        boolean holds(ConsumerRecord<byte[], byte[]> record) {
            return record.offset() < ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L);
        }

        boolean isRead(KafkaConsumer<byte[], byte[]> log) {
            return ends.entrySet().stream().allMatch(end -> log.position(end.getKey()) >= end.getValue());
        }

        Progress progress(KafkaConsumer<byte[], byte[]> log, DirectWriter writer) {
            long read = 0;
            long all = 0;
            for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
                long begin = begins.getOrDefault(end.getKey(), 0L);
                read += Math.max(0, Math.min(log.position(end.getKey()), end.getValue()) - begin);
                all += Math.max(0, end.getValue() - begin);
            }
            return new Progress(read, all, writer.pointsWritten(), writer.messagesRefused());
        }
    }

    /** Points that are written together. */
    private static final class Batch {
        private final UplinkReader reader = new UplinkReader(UplinkContent.ALL_WITH_REJECTIONS);
        private final LineBuffer lines = new LineBuffer();
        private final List<Points> points = new ArrayList<>();
        private final Set<RollUpSpan> touched = new HashSet<>();
        private final DirectWriter writer;
        private final int size;

        Batch(DirectWriter writer, int size) {
            this.writer = writer;
            this.size = size;
        }

        void add(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
            if (reader.read(record) instanceof DeviceUplink uplink) {
                for (DeviceMessage message : uplink.messages()) {
                    MessageLines.write(uplink.address(), message, uplink.arrival(), lines);
                    if (message instanceof Reading) {
                        for (RollUpWidth width : RollUpWidth.values()) {
                            touched.add(RollUpSpan.of(uplink.address().kind(), width, message.t()));
                        }
                    }
                }
                if (!lines.isEmpty()) {
                    int count = lines.points();
                    var origin = new Points.Origin(
                            uplink.address().topic(uplink.channel()),
                            uplink.address().device(),
                            uplink.arrival());
                    points.add(new Points(lines.take(), count, origin));
                }
            }
            if (points.size() >= size) {
                write();
            }
        }

        void write() throws InterruptedException {
            if (!points.isEmpty()) {
                writer.write(List.copyOf(points));
                points.clear();
            }
        }
    }
}
