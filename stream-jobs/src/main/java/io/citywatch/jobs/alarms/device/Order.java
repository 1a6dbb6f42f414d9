package io.citywatch.jobs.alarms.device;

import io.citywatch.jobs.alarms.rule.Reaction;
import io.citywatch.telemetry.command.Command;
import io.citywatch.telemetry.message.CommandAnswer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a device was told in the present episode of an alarm, and what has come of it. Immutable.
 *
 * @param rule the rule whose alarm is behind it
 * @param command what the device is to do
 * @param id the command's id, the same however often it is given
 * @param given when it was first given, in milliseconds since 1970 UTC
 * @param expires when it must not be carried out any more, in milliseconds since 1970 UTC
 * @param progress how far it has come
 */
public record Order(String rule, Command.Verb command, String id, long given, long expires, Progress progress) {
    public Order {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(command, "command");
        Objects.requireNonNull(id, "id");
    }

    /**
     * How far a command has come.
     *
     * @param times how often it was given
     * @param fate what has come of it
     * @param since since when that is so, in milliseconds since 1970 UTC
     * @param due when it is given again, given up or let go, in milliseconds since 1970 UTC; null when nothing is awaited
     */
    public record Progress(int times, Fate fate, long since, @Nullable Long due) {}

    /** What has come of a command. */
    public enum Fate {
        /** An interlock keeps it back. */
        WITHHELD,
        /** The device has not answered yet. */
        AWAITED,
        DONE,
        REFUSED,
        FAILED,
        UNANSWERED;

        private static final Fate[] VALUES = values();

        /** Whether the device has not done it, and will not. */
        boolean isUndone() {
            return this == REFUSED || this == FAILED || this == UNANSWERED;
        }

        static Fate of(CommandAnswer.Result result) {
            return switch (result) {
                case DONE -> DONE;
                case REFUSED -> REFUSED;
                case FAILED -> FAILED;
            };
        }

        /** The fate with that ordinal. */
        public static Fate ofOrdinal(int ordinal) {
            return VALUES[ordinal];
        }
    }

    Fate fate() {
        return progress.fate();
    }

    boolean isDue(long t) {
        return progress.due() != null && progress.due() <= t;
    }

    /**
     * Whether it must not be carried out any more, and has been given for the first time at least twice as long ago as it was given last
     * with another time to expire.
     */
    boolean isToBeToldAnew(long t, long validMillis) {
        return t >= expires && t - given >= 2 * (expires - validMillis - given);
    }

    /** The same, to be carried out until then. */
    Order validUntil(long time) {
        return new Order(rule, command, id, given, time, progress);
    }

    /** It is given, for the first time or again. */
    Order giveAt(long t, Reaction reaction) {
        int times = progress.times() + 1;
        long due = Math.min(t + reaction.insistence().waitMillis(times), expires);
        long since = times == 1 ? t : progress.since();
        return new Order(rule, command, id, given, expires, new Progress(times, Fate.AWAITED, since, due));
    }

    /** That has come of it, and nothing more is awaited. */
    Order became(Fate fate, long t) {
        return new Order(rule, command, id, given, expires, new Progress(progress.times(), fate, t, null));
    }
}
