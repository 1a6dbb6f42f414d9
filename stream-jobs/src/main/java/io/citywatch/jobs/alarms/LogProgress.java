package io.citywatch.jobs.alarms;

import java.time.Duration;
import org.apache.flink.streaming.api.TimerService;
import org.jspecify.annotations.Nullable;

/**
 * Whether the log goes on. It decides when an operator's action is carried out, never what comes of a message, so here a wall
 * clock is in its place.
 */
final class LogProgress {
    private final long standstillMillis;
    private long watermark = Long.MIN_VALUE;
    private @Nullable Long movedAt;

    LogProgress(Duration standstill) {
        standstillMillis = standstill.toMillis();
    }

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
        return movedAt != null && now - movedAt >= standstillMillis;
    }
}
