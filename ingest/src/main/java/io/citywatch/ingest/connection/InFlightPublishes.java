package io.citywatch.ingest.connection;

import io.citywatch.ingest.metrics.GatewayMeter;
import io.citywatch.ingest.metrics.GatewayMeters;
import io.citywatch.ingest.metrics.Seldom;
import io.citywatch.ingest.routing.Publication;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages of one connection that are on their way into the log, in the order in which they came, and between them the
 * answers that wait for theirs.
 *
 * <p>The log confirms in any order and on its own thread; there a message is only marked, and the connection's event loop is
 * told, once for however many are marked until it looks. The event loop then takes what is confirmed from the front, so that
 * acknowledgements go out in the order of the messages (MQTT 5, 4.6), and writes them all as one buffer.
 *
 * <p>Everything but the marks belongs to the event loop. The entries are used again: one is free when it has left the front,
 * and the log has then let go of it.
 */
final class InFlightPublishes implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(InFlightPublishes.class);
    private static final Seldom FAILURES_ARE_LOGGED = new Seldom(Duration.ofSeconds(10));

    /** Small beside what may be in flight; the same connection's next message is looked at with at most that much amiss. */
    private static final int MOST_UNREPORTED_BYTES = 16 * 1024;
    /** What an answer that waits takes in memory: the entry and its place. */
    private static final int ANSWER_BYTES = 64;
    /** Most clients have one message under way at a time. */
    private static final int FIRST_CAPACITY = 4;

    private static final byte SUCCESS = 0;

    private static final InFlightPublish[] NO_ENTRIES = {};

    private final MqttConnection connection;
    private final GatewayServices services;
    private final LongAdder acknowledged;
    private final LongAdder appended;
    private final AtomicBoolean scheduled = new AtomicBoolean();

    /** A ring; its length is a power of two. */
    private InFlightPublish[] entries = NO_ENTRIES;

    private int head;
    private int size;
    private int unacknowledged;
    private long bytes;
    private long unreportedBytes;
    private @Nullable Runnable whenShorter;

    InFlightPublishes(MqttConnection connection, GatewayServices services) {
        this.connection = connection;
        this.services = services;
        GatewayMeters meters = services.meters();
        acknowledged = meters.adder(GatewayMeter.ACKNOWLEDGED);
        appended = meters.adder(GatewayMeter.APPENDED);
    }

    /** Called after messages have left, on the event loop. */
    void whenShorter(Runnable task) {
        whenShorter = task;
    }

    /** For how many PUBACKs the client waits. */
    int unacknowledged() {
        return unacknowledged;
    }

    /** What they take in the log's buffers, and what the answers that wait take here. */
    long bytes() {
        return bytes;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** A message that goes to the log; the entry is the log's callback. */
    InFlightPublish add(int packetId, int qos, int entryBytes, long arrivalMillis) {
        InFlightPublish entry = append(packetId, qos, entryBytes);
        entry.arrivalMillis = arrivalMillis;
        return entry;
    }

    /**
     * Adds what has come since the last time to what is in flight over all connections. Called at the end of each read, so that
     * event loops need not fight over one number for every message.
     */
    void report() {
        if (unreportedBytes > 0) {
            services.uplink().inFlight().add(unreportedBytes);
            unreportedBytes = 0;
        }
    }

    /** A message that does not go to the log: its answer waits for those before it. */
    void addAnswered(int packetId, int qos, byte reasonCode) {
        append(packetId, qos, ANSWER_BYTES).onlyAnswered(reasonCode);
    }

    /** Sends the PUBREC of a message that is in the log already. */
    void sendReceived(int packetId) {
        append(packetId, 2, ANSWER_BYTES).onlyAnswered(SUCCESS);
    }

    private InFlightPublish append(int packetId, int qos, int entryBytes) {
        if (size == entries.length) {
            grow();
        }
        int index = (head + size) & (entries.length - 1);
        InFlightPublish entry = entries[index];
        if (entry == null) {
            entry = new InFlightPublish(this);
            entries[index] = entry;
        }
        size++;
        entry.packetId = packetId;
        entry.qos = qos;
        entry.bytes = entryBytes;
        if (qos == 1) {
            unacknowledged++;
        }
        bytes += entryBytes;
        unreportedBytes += entryBytes;
        if (unreportedBytes >= MOST_UNREPORTED_BYTES) {
            report();
        }
        return entry;
    }

    private void grow() {
        InFlightPublish[] larger = new InFlightPublish[Math.max(FIRST_CAPACITY, 2 * entries.length)];
        for (int i = 0; i < size; i++) {
            larger[i] = entries[(head + i) & (entries.length - 1)];
        }
        entries = larger;
        head = 0;
    }

    /** Takes what is confirmed from the front. */
    @Override
    public void run() {
        report();
        // Before looking: who marks an entry after the look schedules the next one.
        scheduled.set(false);
        Departures departures = new Departures();
        while (size > 0 && entries[head].isConfirmed) {
            InFlightPublish entry = entries[head];
            head = (head + 1) & (entries.length - 1);
            size--;
            departures.leave(entry);
            entry.clear();
        }
        departures.finish();
    }

    /** An entry has been marked. From any thread. */
    void confirmed() {
        // The look spares the exchange, which takes the number away from the event loop even when it fails.
        if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
            connection.channel().eventLoop().execute(this);
        }
    }

    /** What has left the front in one run. */
    private final class Departures {
        private long releasedBytes;
        private int stored;
        private int answered;
        private long oldestArrivalMillis;
        private @Nullable ByteBuf answers;
        private @Nullable Exception failure;

        void leave(InFlightPublish entry) {
            if (entry.qos == 1) {
                unacknowledged--;
            }
            releasedBytes += entry.bytes;
            if (!entry.isOnlyAnswered) {
                if (entry.failure == null) {
                    stored(entry);
                } else {
                    failed(entry);
                    return;
                }
            }
            if (entry.qos > 0 && !connection.isOver() && failure == null) {
                answer(entry);
            }
        }

        private void stored(InFlightPublish entry) {
            if (stored++ == 0) {
                oldestArrivalMillis = entry.arrivalMillis;
            }
            if (entry.qos == 2) {
                connection.login().session().stored(entry.packetId);
            }
            Publication live = entry.live;
            if (live != null) {
                services.router().publish(live);
            }
        }

        private void failed(InFlightPublish entry) {
            // Nothing behind it is acknowledged either: the client sends it all again, in order.
            failure = entry.failure;
            services.meters().adder(GatewayMeter.APPEND_FAILURES).increment();
            if (entry.qos == 2) {
                connection.login().session().failed(entry.packetId);
            }
        }

        private void answer(InFlightPublish entry) {
            ByteBuf buffer = answers;
            if (buffer == null) {
                buffer = connection.channel().alloc().ioBuffer((size + 1) * InFlightPublish.LONGEST_ANSWER);
                answers = buffer;
            }
            entry.writeAnswer(buffer);
            if (!entry.isOnlyAnswered) {
                answered++;
            }
        }

        void finish() {
            if (releasedBytes > 0) {
                bytes -= releasedBytes;
                services.uplink().inFlight().release(releasedBytes);
            }
            if (stored > 0) {
                appended.add(stored);
                long took = Math.max(0, System.currentTimeMillis() - oldestArrivalMillis);
                services.meters().appendTook(Duration.ofMillis(took));
            }
            if (answers != null) {
                acknowledged.add(answered);
                connection.writePackets(answers);
            }
            if (failure != null) {
                if (FAILURES_ARE_LOGGED.isTime()) {
                    log.atWarn().setCause(failure).log("the log has refused messages; they are not acknowledged");
                }
                connection.end(Ending.LOG_FAILED);
            }
            Runnable listener = whenShorter;
            if (listener != null) {
                listener.run();
            }
        }
    }
}
