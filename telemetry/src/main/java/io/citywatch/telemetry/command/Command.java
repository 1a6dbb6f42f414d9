package io.citywatch.telemetry.command;

import io.citywatch.telemetry.topic.DeviceAddress;
import org.jspecify.annotations.Nullable;

/**
 * Something that a device is told to do.
 *
 * @param id derived from its cause, so that the same command sent twice has the same id
 * @param address the device
 * @param command what to do, for instance {@link #CLOSE_VALVE}
 * @param t when it was given, in milliseconds since 1970 UTC
 * @param expires when it must not be carried out any more, in milliseconds since 1970 UTC
 * @param alarm the id of the alarm behind it, if there is one
 * @param by who gave it: {@code rule/{id}} or an operator
 */
public record Command(
        String id, DeviceAddress address, String command, long t, long expires, @Nullable String alarm, String by) {
    /** Close the household's gas valve. The platform never opens one: that is done by hand, on site. */
    public static final String CLOSE_VALVE = "closeValve";
    /** Sound the siren. */
    public static final String SOUND_SIREN = "soundSiren";
}
