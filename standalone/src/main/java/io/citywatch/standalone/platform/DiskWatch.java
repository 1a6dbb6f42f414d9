package io.citywatch.standalone.platform;

import io.citywatch.console.disk.LogDisk;
import io.citywatch.console.disk.LogDisk.Room;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the room on the disk with a folder, and tells who has to act on it. */
final class DiskWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DiskWatch.class);

    /** The log grows by some 50 MB a second at most, so by a fraction of the smallest rest on such a disk. */
    private static final Duration INTERVAL = Duration.ofMillis(250);

    private static final long MIB = 1 << 20;

    private final Path folder;
    private final Listener listener;
    private final DiskLimits limits;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "disk-watch");
        thread.setDaemon(true);
        return thread;
    });

    /** Used by the timer's thread only. */
    private Room room = Room.ENOUGH;

    private DiskWatch(Path folder, Listener listener) {
        this.folder = folder;
        this.listener = listener;
        limits = DiskLimits.of(folder.toFile().getTotalSpace());
    }

    /** Who is told, on the watch's thread. */
    interface Listener {
        /** With each look. */
        void seen(LogDisk.State state);

        /** When what the room means has changed, after that look. */
        void changed(Room before, Room now);
    }

    /** Begins to look, at a folder that is there. */
    static DiskWatch start(Path folder, Listener listener) {
        DiskWatch watch = new DiskWatch(folder, listener);
        var unused = watch.timer.scheduleWithFixedDelay(watch::look, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        return watch;
    }

    /**
     * Says why a log can't begin to work on the disk with that folder.
     *
     * @throws StartupException when there is no room
     */
    static void requireRoom(Path folder) {
        DiskLimits limits = DiskLimits.of(folder.toFile().getTotalSpace());
        long free = folder.toFile().getUsableSpace();
        if (isKnown(folder) && free < limits.noneBytes()) {
            throw new StartupException("the disk with the data folder " + folder + " has " + free / MIB
                    + " MiB left, and the platform begins with " + limits.noneBytes() / MIB
                    + " MiB or more; make room there or name another folder with --data");
        }
    }

    /** How much is left there, for a message. */
    static String left(Path folder) {
        return folder.toFile().getUsableSpace() / MIB + " MiB left in " + folder;
    }

    /** A disk that does not answer has neither room nor size. */
    private static boolean isKnown(Path folder) {
        return folder.toFile().getTotalSpace() > 0;
    }

    private void look() {
        try {
            long free = folder.toFile().getUsableSpace();
            if (free == 0 && !isKnown(folder)) {
                return;
            }
            Room before = room;
            room = limits.room(before, free);
            listener.seen(new LogDisk.State(room, free));
            if (room != before) {
                report(free);
                listener.changed(before, room);
            }
        } catch (RuntimeException e) {
            // A task that threw would not be run again
            LOG.atError().setCause(e).log("looking at the disk has failed");
        }
    }

    private void report(long free) {
        switch (room) {
            case ENOUGH -> LOG.atInfo().addKeyValue("folder", folder).log("the disk has room again");
            case LITTLE ->
                LOG.atWarn()
                        .addKeyValue("folder", folder)
                        .addKeyValue("freeMiB", free / MIB)
                        .log("the disk is nearly full");
            case NONE ->
                LOG.atError()
                        .addKeyValue("folder", folder)
                        .addKeyValue("freeMiB", free / MIB)
                        .addKeyValue("neededMiB", limits.noneBytes() * 2 / MIB)
                        .log("the disk is full");
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
