package io.citywatch.devices.replay;

/** Why a line of a file of stays is not used. */
public enum SkipReason {
    /** It has fewer columns than the header. */
    TOO_FEW_COLUMNS("too few columns"),
    /** A time is not of the form 2013-01-01T07:30:19. */
    NOT_A_TIME("not a time"),
    /** A time never was, because the clocks were put forward. */
    TIME_NEVER_WAS("a time that never was"),
    /** The bay can't be the name of a device. */
    BAY_IS_NO_DEVICE("not a device's name"),
    /** The car left before it came, or at the same moment. */
    DEPARTURE_NOT_LATER("departure not after arrival");

    private final String text;

    SkipReason(String text) {
        this.text = text;
    }

    /** The reason for people. */
    public String text() {
        return text;
    }
}
