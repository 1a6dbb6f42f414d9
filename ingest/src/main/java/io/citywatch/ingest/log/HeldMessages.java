package io.citywatch.ingest.log;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages that Kafka's client does not take at the moment, and their way into it.
 *
 * <p>Once one is held, all that come after it are held behind it, so that they keep their order; a thread tries the first of
 * them again and again, and when the client takes it, hands over the rest. In ordinary times nothing is held, and sending
 * costs no more than one look at a flag. Somebody who knows that the log must not grow for now has all of them held.
 */
final class HeldMessages implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HeldMessages.class);

    /** Each try makes the client ask for the topic's metadata. */
    private static final Duration RETRY = Duration.ofMillis(20);

    /** A client that has just begun asks for its topics first, and nobody needs to know. */
    private static final Duration WORTH_A_WORD = Duration.ofSeconds(1);

    private final Producer<byte[], byte[]> producer;
    private final ScheduledExecutorService retries;

    /** Guarded by this. */
    private final ArrayDeque<Sending> held = new ArrayDeque<>();

    private volatile boolean isHolding;
    /** Whether all are held, whatever the client would take. Guarded by this. */
    private boolean isClosedToAll;

    /** Since when something is held, by {@link System#nanoTime}. Guarded by this. */
    private long holdingSince;

    /** Since when the client has taken none of it, though asked. Guarded by this. */
    private long refusedSince;

    /** Whether that was said. Guarded by this. */
    private boolean wasSaid;

    /** Used by the retrying thread only. */
    private boolean isRetrying;

    private boolean wasRefusedAgain;
    private volatile @Nullable Thread retryingThread;

    HeldMessages(Producer<byte[], byte[]> producer) {
        this.producer = producer;
        retries = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "gateway-log-retry");
            thread.setDaemon(true);
            retryingThread = thread;
            return thread;
        });
    }

    void send(Sending sending) {
        if (isHolding && holdBehindOthers(sending)) {
            return;
        }
        handOver(sending);
    }

    boolean isHolding() {
        return isHolding;
    }

    private synchronized boolean holdBehindOthers(Sending sending) {
        if (isHolding) {
            held.add(sending);
        }
        return isHolding;
    }

    private void handOver(Sending sending) {
        try {
            producer.send(sending.message, sending);
        } catch (RuntimeException e) {
            // Thrown instead of handed to the callback: the producer is closed, or past mending.
            sending.callback.onCompletion(null, e);
        }
    }

    /** The client has not taken a message: at once, on the sender's thread or on the retrying one. */
    private void refused(Sending sending) {
        if (Thread.currentThread() == retryingThread && isRetrying) {
            wasRefusedAgain = true;
            return;
        }
        synchronized (this) {
            held.add(sending);
            if (!isHolding) {
                beginToHold();
                retryLater();
            }
        }
    }

    /** Holds all that come from now on, until {@link #release}. */
    synchronized void hold() {
        isClosedToAll = true;
        if (!isHolding) {
            beginToHold();
        }
    }

    /** Hands over what is held, and no longer holds what comes. */
    synchronized void release() {
        if (isClosedToAll) {
            isClosedToAll = false;
            refusedSince = System.nanoTime();
            retryLater();
        }
    }

    private synchronized void beginToHold() {
        isHolding = true;
        holdingSince = System.nanoTime();
        refusedSince = holdingSince;
        wasSaid = false;
    }

    private void retryLater() {
        if (!retries.isShutdown()) {
            var unused = retries.schedule(this::retry, RETRY.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void retry() {
        for (Sending first = first(); first != null; first = first()) {
            wasRefusedAgain = false;
            isRetrying = true;
            handOver(first);
            isRetrying = false;
            if (wasRefusedAgain) {
                sayOnce(first);
                retryLater();
                return;
            }
            removeFirst();
        }
    }

    private synchronized void sayOnce(Sending first) {
        if (!wasSaid && isLong(refusedSince)) {
            wasSaid = true;
            log.atWarn()
                    .addKeyValue("topic", first.message.topic())
                    .addKeyValue("messages", held.size())
                    .log("the log takes nothing for that topic; it waits here");
        }
    }

    private static boolean isLong(long since) {
        return System.nanoTime() - since > WORTH_A_WORD.toNanos();
    }

    private synchronized @Nullable Sending first() {
        if (isClosedToAll) {
            return null;
        }
        Sending first = held.peek();
        if (first == null && isHolding) {
            isHolding = false;
            if (isLong(holdingSince)) {
                log.atInfo().log("the log takes messages again");
            }
        }
        return first;
    }

    private synchronized void removeFirst() {
        held.remove();
        refusedSince = System.nanoTime();
    }

    /** Gives up what is held. */
    @Override
    public void close() {
        retries.shutdownNow();
        synchronized (this) {
            for (Sending sending : held) {
                sending.callback.onCompletion(null, new IllegalStateException("the gateway has closed"));
            }
            held.clear();
        }
    }

    /** One message on its way into the log. */
    static final class Sending implements Callback {
        private final ProducerRecord<byte[], byte[]> message;
        private final Callback callback;
        private final HeldMessages held;
        private final @Nullable AcceptedCounts accepted;

        /** Something that is no message of a device. */
        Sending(ProducerRecord<byte[], byte[]> message, Callback callback, HeldMessages held) {
            this(message, callback, held, null);
        }

        /**
         * A message, with its arrival as its timestamp.
         *
         * @param accepted where it is counted when the log has it; null: nowhere
         */
        Sending(
                ProducerRecord<byte[], byte[]> message,
                Callback callback,
                HeldMessages held,
                @Nullable AcceptedCounts accepted) {
            this.message = message;
            this.callback = callback;
            this.held = held;
            this.accepted = accepted;
        }

        /**
         * Once the client has taken a message it never lets it time out; so a timeout says that it has not taken it, for want
         * of metadata or of room.
         */
        @Override
        public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
            if (failure instanceof TimeoutException) {
                held.refused(this);
            } else {
                if (failure == null && accepted != null) {
                    accepted.add(message.timestamp());
                }
                callback.onCompletion(metadata, failure);
            }
        }
    }
}
