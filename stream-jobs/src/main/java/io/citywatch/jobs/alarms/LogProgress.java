package io.citywatch.jobs.alarms;

import java.time.Duration;
import org.apache.flink.streaming.api.TimerService;
import org.jspecify.annotations.Nullable;

/**
 * Whether the log goes on. It decides when an operator's action is carried out, never what comes of a message, so here a wall
 * clock is in its place.
 */
final class LogProgress {
    /** A log that has not moved for so long, with a tick due each second, stands still. */
    static final Duration STANDSTILL = Duration.ofSeconds(5);
    /** After a start the log may take longer to come: sources connect, and what was read before is read again. */
    static final Duration STANDSTILL_AFTER_START = Duration.ofSeconds(30);

    private long watermark = Long.MIN_VALUE;
    private @Nullable Long movedAt;

    void observe(TimerService timers) {
        observe(timers.currentWatermark(), timers.currentProcessingTime());
    }

    /** Takes note of the log's time at that wall-clock time, in milliseconds. */
    void observe(long currentWatermark, long now) {
        if (movedAt == null || currentWatermark > watermark) {
            watermark = currentWatermark;
            movedAt = now;
        }
    }

    /** Whether the log has not moved for long. */
    boolean standsStill(long now) {
        Duration patience = watermark == Long.MIN_VALUE ? STANDSTILL_AFTER_START : STANDSTILL;
        return movedAt != null && now - movedAt >= patience.toMillis();
    }
}
