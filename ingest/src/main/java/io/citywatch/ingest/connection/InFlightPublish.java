package io.citywatch.ingest.connection;

import io.citywatch.ingest.routing.Publication;
import io.netty.buffer.ByteBuf;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * One message on its way into the log, or one that waits for those before it to be answered; used again for another one when it
 * has left.
 *
 * <p>Filled by the event loop, marked by the log's thread, read again by the event loop. Its fields are open to its queue, which
 * looks at them for every message.
 */
final class InFlightPublish implements Callback {
    /** A PUBACK or PUBREC with a reason code: type, length, packet identifier, code. */
    static final int LONGEST_ANSWER = 5;

    private static final int PUBACK = 0x40;
    private static final int PUBREC = 0x50;

    private final InFlightPublishes queue;

    int packetId;
    int qos;
    /** What it counts for while it is here. */
    int bytes;

    private byte reasonCode;
    /** It does not come to the log with this entry: it was turned away, goes elsewhere, or is there already. */
    boolean isOnlyAnswered;

    long arrivalMillis;

    @Nullable
    Publication live;
    /** Why the log has not taken it, if it has not. */
    @Nullable
    Exception failure;
    /** Written last by whoever confirms, and read first: it carries the other fields over. */
    volatile boolean isConfirmed;

    InFlightPublish(InFlightPublishes queue) {
        this.queue = queue;
    }

    /** Goes to those who watch, once the log has it. */
    void live(Publication publication) {
        live = publication;
    }

    /** It does not come to the log with this entry, and is answered with that code. */
    void onlyAnswered(byte code) {
        reasonCode = code;
        isOnlyAnswered = true;
        confirm();
    }

    @Override
    public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception exception) {
        failure = exception;
        confirm();
    }

    private void confirm() {
        isConfirmed = true;
        queue.confirmed();
    }

    /** Its PUBACK or PUBREC, at most {@link #LONGEST_ANSWER} bytes. */
    void writeAnswer(ByteBuf buffer) {
        int type = qos == 1 ? PUBACK : PUBREC;
        if (reasonCode == 0) {
            buffer.writeInt(type << 24 | 2 << 16 | packetId);
        } else {
            buffer.writeInt(type << 24 | 3 << 16 | packetId);
            buffer.writeByte(reasonCode);
        }
    }

    /** Free for another message. */
    void clear() {
        reasonCode = 0;
        isOnlyAnswered = false;
        live = null;
        failure = null;
        isConfirmed = false;
    }
}
