package io.citywatch.jobs.alarms.device;

import io.citywatch.telemetry.message.Reading;
import org.jspecify.annotations.Nullable;

/**
 * What makes one doubt a device's clock; most devices have no such thing. Immutable.
 *
 * @param arrival when the last of its messages arrived that counted, in milliseconds since 1970 UTC
 * @param t when it was by the device's clock; the arrival where that can't be
 * @param inRow how many messages in a row show it to be off by the same
 * @param isWrong whether it is taken to be wrong
 * @param lastWord what it said last of gas, while it is not known whether that is of now
 */
public record ClockDoubt(long arrival, long t, int inRow, boolean isWrong, @Nullable LastWord lastWord) {
    /**
     * A late reading of critical gas, after which the device has said nothing newer of it.
     *
     * @param reading what it said
     * @param arrival when that arrived, in milliseconds since 1970 UTC
     */
    public record LastWord(Reading reading, long arrival) {}

    /** The first message that makes one doubt it. */
    static ClockDoubt first(long arrival, long t) {
        return new ClockDoubt(arrival, t, 1, false, null);
    }

    /** With a message that counts. */
    ClockDoubt with(long nextArrival, long nextT, boolean isOffByTheSame) {
        return new ClockDoubt(nextArrival, nextT, isOffByTheSame ? inRow + 1 : 1, isWrong, lastWord);
    }

    ClockDoubt wrong() {
        return new ClockDoubt(arrival, t, inRow, true, lastWord);
    }

    ClockDoubt lastWord(@Nullable LastWord word) {
        return new ClockDoubt(arrival, t, inRow, isWrong, word);
    }
}
