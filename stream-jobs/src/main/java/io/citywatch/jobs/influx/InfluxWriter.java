package io.citywatch.jobs.influx;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.writer.AsyncSinkWriter;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.DequeRequestBuffer;
import org.apache.flink.connector.base.sink.writer.ResultHandler;
import org.apache.flink.connector.base.sink.writer.SimpleBatchCreator;
import org.apache.flink.connector.base.sink.writer.config.AsyncSinkWriterConfiguration;

/**
 * Fills batches on the task's thread and delivers each on a thread of its own.
 *
 * <p>While InfluxDB is away the requests under way wait, the buffer fills, and with that the job stops reading: what has not
 * been read is in the log. Checkpoints wait too; after a restart the job goes on from the last one, and writes the same
 * points again.
 */
final class InfluxWriter extends AsyncSinkWriter<Points, Points> {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    /**
     * So much waits for InfluxDB at most, buffered and under way: messages differ in size by a thousand times, and when a network
     * heals all of them are large. A few requests' worth, so that the next is ready when one is done.
     */
    static final long MAX_WAITING_CHARACTERS = 8L * InfluxSink.MAX_REQUEST_CHARACTERS;

    private final PointStore store;
    private final RefusedPoints refused;
    private final ExecutorService threads;
    private final Delivery delivery;
    private final MailboxExecutor mailbox;
    private final AtomicLong waitingCharacters = new AtomicLong();

    InfluxWriter(
            InfluxSink sink,
            WriterInitContext context,
            AsyncSinkWriterConfiguration configuration,
            Collection<BufferedRequestState<Points>> states) {
        super(
                (points, unused) -> points,
                context,
                configuration,
                states,
                new SimpleBatchCreator<>(configuration.getMaxBatchSizeInBytes()),
                new DequeRequestBuffer<>());
        mailbox = context.getMailboxExecutor();
        states.forEach(state -> waitingCharacters.addAndGet(state.getStateSize()));
        store = sink.openStore();
        refused = sink.openRefused();
        threads = Executors.newFixedThreadPool(sink.batching().inFlight(), task -> {
            Thread thread = new Thread(task, "influx-writer");
            thread.setDaemon(true);
            return thread;
        });
        delivery = new Delivery(
                store,
                refused,
                Backoff.usual(),
                new InfluxCounters(context.metricGroup()),
                TimeUnit.MILLISECONDS::sleep);
    }

    /** Takes points when there is room for them: until then what has been delivered makes some. */
    @Override
    public void write(Points points, Context context) throws IOException, InterruptedException {
        while (waitingCharacters.get() >= MAX_WAITING_CHARACTERS) {
            mailbox.yield();
        }
        waitingCharacters.addAndGet(getSizeInBytes(points));
        super.write(points, context);
    }

    /**
     * Delivers everything, also with a checkpoint: what came before a complete checkpoint is in the store or in the dead
     * letters, and the books may say so.
     */
    @Override
    public void flush(boolean endOfInput) throws InterruptedException {
        super.flush(true);
    }

    @Override
    protected void submitRequestEntries(List<Points> batch, ResultHandler<Points> result) {
        threads.execute(() -> {
            try {
                delivery.deliver(batch);
                waitingCharacters.addAndGet(
                        -batch.stream().mapToLong(this::getSizeInBytes).sum());
                result.complete();
            } catch (InterruptedException e) {
                // The sink is being closed, and nobody waits for the result any more.
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
    }

    @Override
    protected long getSizeInBytes(Points points) {
        return points.lines().length();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("a request to InfluxDB did not end within " + CLOSE_TIMEOUT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            store.close();
            refused.close();
        }
    }
}
