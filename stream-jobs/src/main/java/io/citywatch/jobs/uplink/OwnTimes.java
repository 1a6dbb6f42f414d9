package io.citywatch.jobs.uplink;

/** What the times are worth that a device gave its messages. The order is that in which they are written. */
public enum OwnTimes {
    /** They may be right. */
    POSSIBLE,

    /** One at least can't be, as before the year 2010 or far ahead: its message is taken to be of the arrival, or left out. */
    IMPOSSIBLE,

    /** They are of a former arrival: the message is sent through again. */
    FORMER;

    private static final OwnTimes[] ALL = values();

    static OwnTimes ofOrdinal(int ordinal) {
        return ALL[ordinal];
    }
}
