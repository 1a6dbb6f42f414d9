package io.citywatch.telemetry.topic;

import io.citywatch.telemetry.facility.FacilityKind;

/**
 * A device's place in the topics: its district, its kind and its name.
 *
 * @param district six-digit administrative code
 * @param kind the kind of facility
 * @param device the device's name, unique in the city
 */
public record DeviceAddress(String district, FacilityKind kind, String device) {
    /** The district of what is no district's: the platform itself. */
    public static final String PLATFORM_DISTRICT = "000000";

    public DeviceAddress {
        if (!Names.isDistrict(district)) {
            throw new IllegalArgumentException("district '" + district + "' is not six digits");
        }
        if (!Names.isDevice(device)) {
            throw new IllegalArgumentException("device '" + device + "' is not 1 to 64 of A-Z a-z 0-9 . _ -");
        }
    }

    /** The topic on which the device publishes messages of that channel. */
    public String topic(Channel channel) {
        return prefix() + channel.level();
    }

    /** The topic on which the device gets its commands. */
    public String commandTopic() {
        return prefix() + MqttTopics.COMMAND_LEVEL;
    }

    private String prefix() {
        return MqttTopics.ROOT + district + '/' + kind.code() + '/' + device + '/';
    }
}
