package io.citywatch.jobs.alarms;

import io.citywatch.jobs.alarms.device.DeviceState;
import io.citywatch.jobs.alarms.device.DeviceWatch;
import io.citywatch.jobs.alarms.device.DeviceWatches;
import io.citywatch.telemetry.alarm.AlarmAction;
import java.time.Duration;
import org.apache.flink.streaming.api.TimerService;

/**
 * When actions are carried out.
 *
 * <p>In a replay the few actions are read long before the many messages among which they happened. So an action whose time the log
 * has not come to is held until it has ({@link DeviceWatch#act}). An action of now is carried out at once. And when the log
 * makes no progress, because the gateway is away, there is nothing to wait for. Not thread-safe.
 */
final class HeldActions {
    /**
     * So far the time of the log may be behind an action of now: a tick comes each second, and the watermark stays a second
     * behind it. The rest is for clocks that differ a little.
     */
    static final Duration LIVE_LAG = Duration.ofSeconds(5);

    private final DeviceWatches watch;
    private final AlarmOutbox out;
    private final LogProgress progress = new LogProgress();

    HeldActions(DeviceWatches watch, AlarmOutbox out) {
        this.watch = watch;
        this.out = out;
    }

    /** Takes note of how far the log has come, at that wall-clock time in milliseconds. */
    void observe(long watermark, long now) {
        progress.observe(watermark, now);
    }

    /** The same, of the timers at hand. */
    void observe(TimerService timers) {
        observe(timers.currentWatermark(), timers.currentProcessingTime());
    }

    /** Carries the action out, or holds it and looks again when the log would have gone on. */
    void take(DeviceState device, AlarmAction action, TimerService timers) {
        long now = timers.currentProcessingTime();
        long reached = progress.standsStill(now) ? Long.MAX_VALUE : timers.currentWatermark() + LIVE_LAG.toMillis();
        if (!watch.act(device, action, reached)) {
            out.count(AlarmMeter.HELD);
            lookAgain(timers, now);
        }
    }

    /** Carries out what is held if the log stands still. */
    void look(DeviceState device, TimerService timers) {
        long now = timers.currentProcessingTime();
        if (progress.standsStill(now)) {
            watch.actOnHeld(device);
        } else {
            lookAgain(timers, now);
        }
    }

    private static void lookAgain(TimerService timers, long now) {
        timers.registerProcessingTimeTimer(now + LogProgress.STANDSTILL.toMillis());
    }
}
