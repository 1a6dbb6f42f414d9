package io.citywatch.jobs.historian;

import io.citywatch.jobs.influx.Points;
import io.citywatch.jobs.influx.RefusedPoints;
import io.citywatch.jobs.log.DeadLetter;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.ledger.LedgerCounts;
import io.citywatch.telemetry.ledger.LedgerPart;
import io.citywatch.telemetry.rejected.RejectReason;
import io.citywatch.telemetry.rejected.RejectedMessage;
import io.citywatch.telemetry.rejected.Rejection;
import io.citywatch.telemetry.topic.LogTopics;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Puts points that InfluxDB refused to the dead letters of the log, with the server's words and the points as payload, or the first
 * of them where all are more than a letter can have.
 *
 * <p>A message that the books have as stored is then stated to be rejected, under its own name: stated again after a
 * failure, it says the same.
 */
final class DeadLetters implements RefusedPoints {
    private static final LedgerCounts STORED_IS_REJECTED = new LedgerCounts(0, 0, -1, 0, 1);

    private final HistorianLog log;
    private final Clock clock;

    DeadLetters(HistorianLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    @Override
    public void put(Points points, String words) throws InterruptedException {
        Points.Origin origin = points.origin();
        Points.Entry entry = origin.entry();
        RejectedMessage message = new RejectedMessage(
                new RejectedMessage.Received(origin.topic(), origin.arrival(), null, null),
                List.of(new Rejection(RejectReason.REFUSED_BY_STORE, words)),
                points.lines().getBytes(StandardCharsets.UTF_8),
                entry == null ? null : new RejectedMessage.Original(entry.partition(), entry.offset()));
        append(new ProducerRecord<>(
                LogTopics.REJECTED,
                origin.key().getBytes(StandardCharsets.UTF_8),
                LogJson.encode(DeadLetter.bounded(message))));
        if (entry != null && entry.isBooked()) {
            LedgerPart part = new LedgerPart(
                    "refused-" + entry.partition() + '-' + entry.offset(),
                    LedgerPart.minuteOf(entry.timestamp()),
                    clock.millis(),
                    STORED_IS_REJECTED);
            append(new ProducerRecord<>(
                    LogTopics.LEDGER_PARTS, part.key().getBytes(StandardCharsets.UTF_8), LogJson.encode(part)));
        }
    }

    private void append(ProducerRecord<byte[], byte[]> record) throws InterruptedException {
        CompletableFuture<Void> appended = new CompletableFuture<>();
        log.append(record, (metadata, failure) -> {
            if (failure == null) {
                appended.complete(null);
            } else {
                appended.completeExceptionally(failure);
            }
        });
        try {
            appended.get();
        } catch (ExecutionException e) {
            // The job starts again from its checkpoint, which still has the points.
            throw new IllegalStateException("refused points can't be put to the dead letters", e.getCause());
        }
    }

    @Override
    public void close() {
        log.close();
    }
}
