package io.citywatch.jobs.alarms.device;

import io.citywatch.jobs.alarms.detect.Detector;
import io.citywatch.jobs.alarms.detect.DetectorState;
import io.citywatch.jobs.alarms.detect.Finding;
import io.citywatch.jobs.alarms.detect.LevelDetector;
import io.citywatch.jobs.alarms.detect.WrongClock;
import io.citywatch.jobs.alarms.device.ClockDoubt.LastWord;
import io.citywatch.jobs.alarms.rule.Rule;
import io.citywatch.jobs.alarms.rule.RuleBook;
import io.citywatch.jobs.uplink.DeviceUplink;
import io.citywatch.jobs.uplink.OwnTimes;
import io.citywatch.telemetry.alarm.Alarm.Evidence;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a device's clock is wrong, so that its messages are judged by their arrival and not lost as old news.
 *
 * <p>A late message may have waited for the network, or its device's clock may be slow. What has waited comes in a burst, in
 * which the device's time goes on faster than ours, until it has caught up. A clock that is wrong goes on as ours does: so it
 * is wrong when messages in a row, each some time after the one before, are late, or of an impossible time, by the same. With
 * critical gas two are enough, for then each minute counts. It is right again with the first message that has a time of its own
 * near its arrival.
 *
 * <p><b>The last word.</b> Before that is found out, a single late reading of critical gas may be all that a device has to say. Unless
 * it has already said something newer of gas, such a reading is kept; and when for {@link #LAST_WORD} nothing shows that it
 * was old, it is taken to be of now. Devices that send what has waited send the newest as well, at once.
 *
 * <p>See {@code docs/decisions/0014-a-clock-that-is-wrong.md}.
 */
final class ClockWatch {
    /** So near its arrival a message shows that the clock is right: half of what makes it late, so that none is both in turn. */
    static final Duration RIGHT = DeviceWatch.OLD_NEWS.dividedBy(2);

    /** So far apart messages arrive that count. In a burst of what has waited many come closer, and say nothing of the clock. */
    static final Duration APART = Duration.ofSeconds(10);

    /** So many in a row: one may have waited alone, two may do so by chance. */
    static final int IN_A_ROW = 3;

    static final int IN_A_ROW_WITH_GAS = 2;

    /** The way of a message may take so much longer than that of the one before. */
    static final Duration JITTER = Duration.ofMinutes(1);

    /** Of messages that follow each other soon, only a share of the time between them. */
    private static final int JITTER_SHARE = 4;

    /** In a burst of what has waited the next comes much sooner, over the slowest of radio networks too. */
    static final Duration LAST_WORD = Duration.ofMinutes(1);

    /** What has no message has no time. */
    private static final long NONE = Long.MIN_VALUE;

    private final RuleBook rules;
    private final AlarmDesk desk;

    ClockWatch(RuleBook rules, AlarmDesk desk) {
        this.rules = rules;
        this.desk = desk;
    }

    /**
     * Takes note of the times of what the device says, before that is judged.
     *
     * @param arrival when it arrived, on the clock of arrivals
     * @return by how many milliseconds its times are to be put forward: 0 unless its clock is wrong
     */
    long hear(DeviceState device, DeviceUplink uplink, long arrival) {
        ClockDoubt doubt = device.clockDoubt();
        long newest = newest(uplink.messages());
        if (newest == NONE || uplink.ownTimes() == OwnTimes.FORMER) {
            return 0;
        }
        long lag = uplink.arrival() - newest;
        boolean isLate = lag > DeviceWatch.OLD_NEWS.toMillis();
        boolean isImpossible = uplink.ownTimes() == OwnTimes.IMPOSSIBLE && lag == 0;
        if (doubt == null && !isLate && !isImpossible) {
            // As with nearly every message
            return 0;
        }
        if (uplink.channel() != Channel.TELEMETRY && uplink.channel() != Channel.EVENT) {
            // A birth may tell of an installation long ago, and an answer may be given again
            return doubt != null && doubt.isWrong() ? lag : 0;
        }
        Reading reading = reading(uplink.messages(), newest);
        if (doubt != null && lag <= RIGHT.toMillis() && !isImpossible) {
            inTime(device, doubt, lag, reading, arrival);
            return 0;
        }
        ClockDoubt next =
                doubt == null ? ClockDoubt.first(uplink.arrival(), newest) : counted(doubt, uplink.arrival(), newest);
        boolean isCritical = reading != null && isCriticalGas(device, reading);
        if ((isLate || isImpossible) && next.inRow() >= (isCritical ? IN_A_ROW_WITH_GAS : IN_A_ROW)) {
            next = next.wrong();
        }
        if (reading != null && saysOfGas(reading)) {
            boolean isLast = isLate && !next.isWrong() && isCritical && isNewerThanSeen(device, reading);
            next = next.lastWord(isLast ? new LastWord(reading, arrival) : null);
        }
        device.clockDoubt(next);
        if (next.isWrong()) {
            report(device, true, arrival);
        }
        return next.isWrong() ? lag : 0;
    }

    /** When the last word of the device is taken to be of now, or {@link Detector#NEVER}. */
    static long next(DeviceState device) {
        ClockDoubt doubt = device.clockDoubt();
        return doubt == null || doubt.lastWord() == null
                ? Detector.NEVER
                : doubt.lastWord().arrival() + LAST_WORD.toMillis();
    }

    /** Lets go of the device's last word if it is to be taken to be of now at that time. */
    static @Nullable LastWord release(DeviceState device, long t) {
        ClockDoubt doubt = device.clockDoubt();
        if (doubt == null || next(device) > t) {
            return null;
        }
        device.clockDoubt(doubt.lastWord(null));
        return doubt.lastWord();
    }

    /** The device is taken away, or another. */
    void forget(DeviceState device, long t) {
        ClockDoubt doubt = device.clockDoubt();
        device.clockDoubt(null);
        if (doubt != null && doubt.isWrong()) {
            report(device, false, t);
        }
    }

    /** A message came in time. One that has the very time of its arrival was given that, and says nothing of the clock. */
    private void inTime(DeviceState device, ClockDoubt doubt, long lag, @Nullable Reading reading, long t) {
        if (lag != 0) {
            forget(device, t);
        } else if (reading != null && saysOfGas(reading)) {
            device.clockDoubt(doubt.lastWord(null));
        }
    }

    private static ClockDoubt counted(ClockDoubt doubt, long arrival, long t) {
        return arrival - doubt.arrival() < APART.toMillis()
                ? doubt
                : doubt.with(arrival, t, isOffByTheSame(doubt, arrival, t));
    }

    private static boolean isOffByTheSame(ClockDoubt doubt, long arrival, long t) {
        long ours = arrival - doubt.arrival();
        long its = t - doubt.t();
        return Math.abs(ours - its) <= Math.min(JITTER.toMillis(), ours / JITTER_SHARE);
    }

    private boolean isCriticalGas(DeviceState device, Reading reading) {
        return limitsOnGas(device).stream().anyMatch(rule -> severity(rule, reading) == Severity.CRITICAL);
    }

    /** Whether no rule that finds critical gas in it has been shown a newer one. */
    private boolean isNewerThanSeen(DeviceState device, Reading reading) {
        for (Rule rule : limitsOnGas(device)) {
            DetectorState seen = device.detectors().get(rule.id());
            if (severity(rule, reading) == Severity.CRITICAL && seen != null && seen.newest() >= reading.t()) {
                return false;
            }
        }
        return true;
    }

    private List<Rule> limitsOnGas(DeviceState device) {
        DeviceAddress address = device.address();
        return address == null
                ? List.of()
                : rules.of(address, device.facts()).stream()
                        .filter(rule -> rule.detector() instanceof LevelDetector level
                                && level.metric().isOfGas())
                        .toList();
    }

    private static @Nullable Severity severity(Rule rule, Reading reading) {
        return rule.detector() instanceof LevelDetector level ? level.severityOf(reading) : null;
    }

    private static boolean saysOfGas(Reading reading) {
        return reading.has(Metric.GAS_LEL) || reading.has(Metric.CO_PPM);
    }

    private void report(DeviceState device, boolean isWrong, long t) {
        DeviceAddress address = device.address();
        if (address == null) {
            return;
        }
        for (Rule rule : rules.of(address, device.facts())) {
            if (rule.detector() instanceof WrongClock clock) {
                Finding finding =
                        isWrong ? new Finding.Present(clock.severity(), t, Evidence.NONE) : new Finding.Over(null);
                desk.found(device, rule, finding, t);
            }
        }
    }

    /** The newest time of what is said to be of now; nothing where all of it is history, or there is nothing. */
    private static long newest(List<DeviceMessage> messages) {
        long newest = NONE;
        for (int i = 0; i < messages.size(); i++) {
            DeviceMessage message = messages.get(i);
            if (!(message instanceof Reading reading && reading.isHistorical())) {
                newest = Math.max(newest, message.t());
            }
        }
        return newest;
    }

    private static @Nullable Reading reading(List<DeviceMessage> messages, long newest) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i) instanceof Reading reading && reading.t() == newest && !reading.isHistorical()) {
                return reading;
            }
        }
        return null;
    }
}
