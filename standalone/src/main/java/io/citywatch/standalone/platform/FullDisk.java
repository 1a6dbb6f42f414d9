package io.citywatch.standalone.platform;

import io.citywatch.console.disk.LogDisk;
import io.citywatch.console.disk.LogDisk.Room;
import io.citywatch.ingest.Gateway;
import io.citywatch.ingest.bridge.Bridge;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the platform while the log's disk is full: nothing more is let into the log, so nothing is acknowledged, until
 * there is room. Devices and the city's broker keep what they have meanwhile, and the page says why.
 */
record FullDisk(LogDisk board, Gateway gateway, @Nullable Bridge bridge) implements DiskWatch.Listener {
    @Override
    public void seen(LogDisk.State state) {
        board.tell(state);
    }

    @Override
    public void changed(Room before, Room now) {
        if (now == Room.NONE) {
            gateway.hold();
            if (bridge != null) {
                bridge.hold();
            }
        } else if (before == Room.NONE) {
            gateway.release();
            if (bridge != null) {
                bridge.release();
            }
        }
    }
}
