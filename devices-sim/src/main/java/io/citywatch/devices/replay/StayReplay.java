package io.citywatch.devices.replay;

import io.citywatch.devices.AckListener;
import io.citywatch.devices.link.Concentrator;
import io.citywatch.devices.link.ConcentratorListener;
import io.citywatch.devices.link.ConcentratorName;
import io.citywatch.devices.link.ConcentratorStatus;
import io.citywatch.devices.link.Links;
import io.citywatch.devices.link.OutgoingMessage;
import io.citywatch.devices.link.Traffic;
import io.citywatch.devices.link.TrafficCounts;
import io.citywatch.devices.link.Trouble;
import io.citywatch.telemetry.command.Command;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Publishes stays as their bays' detectors would have, each change with its own recorded time, in order of time.
 *
 * <p>All bays speak through one concentrator. Nothing is dropped: when too much is waiting for acknowledgement, the replay waits.
 * Used once, by one thread.
 */
public final class StayReplay {
    /** How long to wait for something before looking after the connection again. */
    private static final Duration STEP = Duration.ofMillis(20);

    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private static final String NAME = "replay";

    private final ReplayOptions options;
    private final List<StayChange> changes;
    private final TrafficCounts counts = new TrafficCounts();
    private final Concentrator concentrator;
    private final Consumer<ReplayReport> progress;
    private final Duration progressInterval;
    private long lastProgressNanos;
    private long lastAckNanos;
    private long lastAnswered;

    /**
     * A replay of a file's stays.
     *
     * @param options how
     * @param stays the stays
     * @param acks learns what the platform acknowledged
     * @param progress is told now and then how far it has come, on the replaying thread
     * @param progressInterval how often
     * @throws IOException when a file for TLS can't be used; the message names it
     */
    public StayReplay(
            ReplayOptions options,
            StayFile stays,
            AckListener acks,
            Consumer<ReplayReport> progress,
            Duration progressInterval)
            throws IOException {
        this.options = options;
        this.changes = stays.changes();
        this.progress = progress;
        this.progressInterval = progressInterval;
        concentrator = new Links(options.endpoint(), options.links(), new Answers(acks), counts)
                .concentrator(new ConcentratorName(options.district(), NAME));
    }

    /** Publishes everything and waits until the platform has answered, or nothing moves any more. */
    public ReplayReport run() throws InterruptedException {
        long startNanos = System.nanoTime();
        lastProgressNanos = startNanos;
        lastAckNanos = startNanos;
        try {
            for (StayChange change : changes) {
                if (!awaitTurn(change, startNanos)) {
                    return report(whyNoFurther());
                }
                concentrator.offer(message(change));
            }
            return report(awaitAtMost(0) ? null : whyNoFurther());
        } finally {
            concentrator.leave(FAREWELL);
        }
    }

    private boolean awaitTurn(StayChange change, long startNanos) throws InterruptedException {
        if (options.speedUp() > 0) {
            double millis = (change.t() - changes.get(0).t()) / options.speedUp();
            long dueNanos = startNanos + Math.round(millis * 1e6);
            for (long left = dueNanos - System.nanoTime(); left > 0; left = dueNanos - System.nanoTime()) {
                if (!goesOn()) {
                    return false;
                }
                Thread.sleep(Duration.ofNanos(Math.min(left, STEP.toNanos())).toMillis());
            }
        }
        // Twice the window: there is always something to send when an acknowledgement comes.
        return awaitAtMost(2 * options.links().windowMessages());
    }

    private boolean awaitAtMost(int messages) throws InterruptedException {
        do {
            if (!goesOn()) {
                return false;
            }
        } while (!concentrator.awaitAtMost(messages, STEP));
        return true;
    }

    /** Looks after the connection; false when there is no hope. */
    private boolean goesOn() {
        concentrator.maintain();
        long now = System.nanoTime();
        ConcentratorStatus status = concentrator.status();
        Trouble trouble = status.trouble();
        long answered = counts.get(Traffic.ACKNOWLEDGED) + counts.get(Traffic.REFUSED);
        if (answered != lastAnswered || (status.isSettled() && status.connected())) {
            lastAnswered = answered;
            lastAckNanos = now;
        }
        if (now - lastProgressNanos >= progressInterval.toNanos()) {
            lastProgressNanos = now;
            progress.accept(report(reasonNotConnected()));
        }
        return (trouble == null || !trouble.permanent())
                && now - lastAckNanos < options.patience().toNanos();
    }

    private @Nullable String reasonNotConnected() {
        Trouble trouble = concentrator.status().trouble();
        return trouble == null ? null : trouble.reason();
    }

    private String whyNoFurther() {
        String reason = reasonNotConnected();
        return reason != null
                ? reason
                : "nothing was acknowledged for " + options.patience().toSeconds() + " s";
    }

    private ReplayReport report(@Nullable String trouble) {
        return new ReplayReport(
                changes.size(),
                counts.get(Traffic.SAID),
                counts.get(Traffic.ACKNOWLEDGED),
                counts.get(Traffic.REFUSED),
                trouble);
    }

    private OutgoingMessage message(StayChange change) {
        DeviceAddress detector = new DeviceAddress(options.district(), FacilityKind.PARKING, change.bay());
        Reading reading =
                Reading.at(change.t()).with(Metric.OCCUPIED, change.occupied()).build();
        return new OutgoingMessage(detector, Channel.TELEMETRY, reading, true);
    }

    private record Answers(AckListener acks) implements ConcentratorListener {
        @Override
        public void acknowledged(OutgoingMessage message) {
            acks.acknowledged(message.from(), message.channel(), message.t());
        }

        @Override
        public void commanded(Command command) {
            // A recorded detector does nothing any more.
        }
    }
}
