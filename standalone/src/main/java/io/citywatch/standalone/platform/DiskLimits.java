package io.citywatch.standalone.platform;

import io.citywatch.console.disk.LogDisk.Room;

/**
 * From which room on a disk is taken to be nearly full, and to be full.
 *
 * <p>A Kafka that can't write to its disk ends, and all of the platform with it. So there is a rest that the log never takes: it
 * is for what goes on without messages, as checkpoints and the log's own notes, and for what was under way. What was full is
 * full until twice the rest is free, so that the platform does not stop and go with each file that comes and goes.
 *
 * @param littleBytes below this the disk is nearly full
 * @param noneBytes below this it is full
 */
record DiskLimits(long littleBytes, long noneBytes) {
    private static final long MIB = 1 << 20;

    /** A twentieth of the disk and a hundredth, on a large one 1 GiB and 128 MiB, on a small one 32 MiB and 16 MiB. */
    static DiskLimits of(long diskBytes) {
        return new DiskLimits(
                Math.max(32 * MIB, Math.min(1024 * MIB, diskBytes / 20)),
                Math.max(16 * MIB, Math.min(128 * MIB, diskBytes / 100)));
    }

    /** What so much free room means, after what it meant before. */
    Room room(Room before, long freeBytes) {
        if (freeBytes < noneBytes || (before == Room.NONE && freeBytes < 2 * noneBytes)) {
            return Room.NONE;
        }
        return freeBytes < littleBytes || (before != Room.ENOUGH && freeBytes < littleBytes + noneBytes)
                ? Room.LITTLE
                : Room.ENOUGH;
    }
}
