package io.citywatch.outward.receiver;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came of a call.
 *
 * @param kind what is to be done now
 * @param reason in a few words why, without anything that the receiver wrote beyond its code
 * @param after how long the receiver wants to be left alone; null where it does not say
 */
public record Verdict(Kind kind, String reason, @Nullable Duration after) {
    /** The receiver has it. */
    public static final Verdict TAKEN = new Verdict(Kind.TAKEN, "taken", null);

    /** What is to be done after a call. */
    public enum Kind {
        /** The receiver has it. */
        TAKEN("taken"),
        /** The receiver is away, or asks for patience: the same again later, and nothing else before it. */
        LATER("later"),
        /** The receiver failed at it, or at anything: the same again some times, and if it goes on so, as when it refuses. */
        FAILED("failed"),
        /** The receiver can't use this message: it is parked. */
        UNUSABLE("unusable"),
        /** The receiver refuses whoever we are: the message is held until it takes something again. */
        REFUSED("refused");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /** The kind as it stands in meters. */
        public String text() {
            return text;
        }
    }

    public static Verdict later(String reason) {
        return new Verdict(Kind.LATER, reason, null);
    }

    public static Verdict later(String reason, Duration after) {
        return new Verdict(Kind.LATER, reason, after);
    }

    public static Verdict failed(String reason) {
        return new Verdict(Kind.FAILED, reason, null);
    }

    public static Verdict unusable(String reason) {
        return new Verdict(Kind.UNUSABLE, reason, null);
    }

    public static Verdict refused(String reason) {
        return new Verdict(Kind.REFUSED, reason, null);
    }

    /** What an HTTP status alone says. Redirections are not followed: they would carry signed messages elsewhere. */
    public static Verdict ofStatus(int status) {
        String reason = "HTTP " + status;
        if (status >= 200 && status < 300) {
            return TAKEN;
        }
        return switch (status) {
            // The last three are said by what stands before the receiver, or by one that knows it is not ready.
            case 408, 425, 429, 502, 503, 504 -> later(reason);
            case 400, 406, 411, 413, 414, 415, 422, 431 -> unusable(reason);
            default -> status < 300 ? later(reason) : status < 500 ? refused(reason) : failed(reason);
        };
    }
}
