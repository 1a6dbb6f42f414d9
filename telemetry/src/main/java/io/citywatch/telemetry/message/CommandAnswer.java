package io.citywatch.telemetry.message;

import org.jspecify.annotations.Nullable;

/**
 * A device's answer to a command.
 *
 * @param t when the device answered, in milliseconds since 1970 UTC
 * @param command the id of the command
 * @param result what came of it
 * @param text the device's own words, at most 256 characters, if it sent any
 */
public record CommandAnswer(long t, String command, Result result, @Nullable String text) implements DeviceMessage {

    /** What a device made of a command. */
    public enum Result {
        DONE("done"),
        /** The device understood and will not do it. */
        REFUSED("refused"),
        /** The device tried and could not. */
        FAILED("failed");

        private static final Result[] VALUES = values();
        private final String text;

        Result(String text) {
            this.text = text;
        }

        /** The result as it stands in a payload. */
        public String text() {
            return text;
        }

        /** The result of that text, or null when there is none. */
        public static @Nullable Result ofText(String text) {
            for (Result result : VALUES) {
                if (result.text.equals(text)) {
                    return result;
                }
            }
            return null;
        }
    }
}
