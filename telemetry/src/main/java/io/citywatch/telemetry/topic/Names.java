package io.citywatch.telemetry.topic;

/** The rules for names that stand in topics. */
public final class Names {
    /** The longest name of a device, in characters. */
    public static final int MAX_DEVICE_LENGTH = 64;

    /** Which of the characters below 128 may stand in a device's name. */
    private static final boolean[] IN_A_NAME = new boolean[128];

    static {
        for (char c : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-".toCharArray()) {
            IN_A_NAME[c] = true;
        }
    }

    private Names() {}

    /** Whether the text is a device's name: 1 to 64 of {@code A-Z a-z 0-9 . _ -}. */
    public static boolean isDevice(CharSequence text) {
        int length = text.length();
        if (length == 0 || length > MAX_DEVICE_LENGTH) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (!isNameCharacter(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether the text is an administrative code: six digits. */
    public static boolean isDistrict(CharSequence text) {
        if (text.length() != 6) {
            return false;
        }
        for (int i = 0; i < 6; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return false;
            }
        }
        return true;
    }

    private static boolean isNameCharacter(char c) {
        return c < IN_A_NAME.length && IN_A_NAME[c];
    }
}
