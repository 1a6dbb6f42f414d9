package io.citywatch.ingest;

/** The ranges of settings that are numbers. */
public final class SettingRange {
    private SettingRange() {}

    /**
     * Checks a number.
     *
     * @throws IllegalArgumentException when it is outside; the message names the key, the number and the range
     */
    public static void check(String key, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(key + ": " + value + " is outside " + least + " to " + most);
        }
    }
}
