package io.citywatch.telemetry.command;

import com.fasterxml.jackson.annotation.JsonValue;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that a device is told to do.
 *
 * @param id derived from its cause, so that the same command sent twice has the same id
 * @param address the device
 * @param command what to do
 * @param t when it was given, in milliseconds since 1970 UTC
 * @param expires when it must not be carried out any more, in milliseconds since 1970 UTC
 * @param alarm the id of the alarm behind it, if there is one
 * @param by who gave it: {@code rule/{id}} or an operator
 * @param simulated whether it is meant for a simulated device alone; a real one must not carry it out
 */
public record Command(
        String id,
        DeviceAddress address,
        Verb command,
        long t,
        long expires,
        @Nullable String alarm,
        String by,
        boolean simulated) {
    public Command {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(command, "command");
        Objects.requireNonNull(by, "by");
    }

    /** A command to a real device. */
    public Command(
            String id, DeviceAddress address, Verb command, long t, long expires, @Nullable String alarm, String by) {
        this(id, address, command, t, expires, alarm, by, false);
    }

    /**
     * All that the platform can tell a device to do. Whatever is not listed here can't be said, read or passed on; above all
     * there is no word for opening a gas valve: that is done by hand, on site.
     */
    public enum Verb {
        /** Close the household's gas valve. */
        CLOSE_VALVE("closeValve"),
        /** Sound the detector's own siren. */
        SOUND_SIREN("soundSiren");

        private static final Verb[] VALUES = values();
        private final String text;

        Verb(String text) {
            this.text = text;
        }

        /** The command as it stands in JSON. */
        @JsonValue
        public String text() {
            return text;
        }

        /** The command with that ordinal. */
        public static Verb ofOrdinal(int ordinal) {
            return VALUES[ordinal];
        }
    }
}
