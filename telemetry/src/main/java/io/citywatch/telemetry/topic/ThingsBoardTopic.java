package io.citywatch.telemetry.topic;

import io.citywatch.telemetry.facility.FacilityKind;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A topic of ThingsBoard's device API on which a device speaks: {@code v1/devices/me/…}.
 *
 * <p>Such a topic does not say whose it is. That says the user name, {@code thingsboard/{district}/{kind}/{device}}.
 *
 * @param uplink whose topic it is and what is said on it, in the platform's own terms
 * @param request the number of the request that is answered; null but for answers
 */
public record ThingsBoardTopic(UplinkTopic uplink, @Nullable String request) {
    /** The prefix of every topic of the device API. */
    public static final String ROOT = "v1/devices/me/";
    /** The prefix of the topics on which a device is given commands; the number of the request follows. */
    public static final String COMMANDS = ROOT + "rpc/request/";

    /** The first level of the user names of such devices. */
    public static final String USER_NAMES = "thingsboard";

    /** Where a device says what it measures. */
    public static final String TELEMETRY = ROOT + "telemetry";
    /** Where a device says what it is: its birth. */
    public static final String ATTRIBUTES = ROOT + "attributes";
    /** The prefix of the topics on which a device answers commands; the number of the request follows. */
    public static final String ANSWERS = ROOT + "rpc/response/";

    private static final int MAX_REQUEST_LENGTH = 20;
    private static final int POSITIVE = 0x7FFFFFFF;

    /** The topic of that name when that user publishes on it; null when it is none, or not such a device's. */
    public static @Nullable ThingsBoardTopic parse(String topic, @Nullable String userName) {
        DeviceAddress address = userName == null || !topic.startsWith(ROOT) ? null : addressOf(userName);
        if (address == null) {
            return null;
        }
        if (topic.equals(TELEMETRY)) {
            return new ThingsBoardTopic(new UplinkTopic(address, Channel.TELEMETRY), null);
        }
        if (topic.equals(ATTRIBUTES)) {
            return new ThingsBoardTopic(new UplinkTopic(address, Channel.BIRTH), null);
        }
        if (topic.startsWith(ANSWERS) && topic.length() <= ANSWERS.length() + MAX_REQUEST_LENGTH) {
            return new ThingsBoardTopic(new UplinkTopic(address, Channel.ACK), topic.substring(ANSWERS.length()));
        }
        return null;
    }

    /** The device of a user name {@code thingsboard/{district}/{kind}/{device}}; null when the name has another form. */
    public static @Nullable DeviceAddress addressOf(String userName) {
        String[] parts = userName.split("/", -1);
        if (parts.length != 4 || !parts[0].equals(USER_NAMES)) {
            return null;
        }
        FacilityKind kind = FacilityKind.ofCode(parts[2]);
        return kind != null && Names.isDistrict(parts[1]) && Names.isDevice(parts[3])
                ? new DeviceAddress(parts[1], kind, parts[3])
                : null;
    }

    /** The user name of that device. */
    public static String userName(DeviceAddress address) {
        return USER_NAMES + '/' + address.district() + '/' + address.kind().code() + '/' + address.device();
    }

    /**
     * The number under which a device of ThingsBoard's is given a command, and answers it. Such devices take whole numbers
     * only; the same command has the same number each time.
     */
    public static String requestOf(String command) {
        CRC32 sum = new CRC32();
        sum.update(command.getBytes(StandardCharsets.UTF_8));
        return Long.toString(sum.getValue() & POSITIVE);
    }
}
