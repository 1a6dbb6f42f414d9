package io.citywatch.ingest.connection;

import io.citywatch.ingest.codec.PacketRoom;
import io.citywatch.ingest.connection.ReadGate.Reason;
import io.citywatch.ingest.log.InFlightBytes;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The part of {@link PacketMemory} that one who has logged in uses for something large of which a part is still to come.
 *
 * <p>The rest has to come in time, or the connection ends; time in which we do not read from it for other reasons does not
 * count. What strangers send is counted as it comes, by {@link StrangerBytes}.
 */
public final class UnfinishedPart implements PacketRoom {
    private final MqttConnection connection;
    private final PacketMemory memory;
    private int kept;
    private @Nullable Future<?> deadline;

    /** A part of which nothing is used. */
    public UnfinishedPart(MqttConnection connection, PacketMemory memory) {
        this.connection = connection;
        this.memory = memory;
    }

    @Override
    public void keep(int bytes) {
        if (kept > 0 || connection.isOver() || !connection.isLoggedIn()) {
            return;
        }
        InFlightBytes ofClients = memory.ofClients();
        if (ofClients.isFull()) {
            connection.gate().close(Reason.PACKETS_FULL);
            return;
        }
        ofClients.add(bytes);
        kept = bytes;
        schedule();
    }

    @Override
    public void giveBack() {
        if (kept == 0) {
            return;
        }
        memory.ofClients().release(kept);
        kept = 0;
        Future<?> pending = deadline;
        if (pending != null) {
            pending.cancel(false);
            deadline = null;
        }
    }

    private void schedule() {
        deadline = connection
                .channel()
                .eventLoop()
                .schedule(this::isDue, memory.patience().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void isDue() {
        // Waiting for room for more is no excuse: if everybody did that, nobody would get any.
        if (connection.gate().isClosedNotOnlyFor(Reason.PACKETS_FULL)) {
            schedule();
        } else {
            connection.end(Ending.SLOW_PACKET);
        }
    }
}
