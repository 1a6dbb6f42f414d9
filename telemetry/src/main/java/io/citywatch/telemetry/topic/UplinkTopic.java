package io.citywatch.telemetry.topic;

import io.citywatch.telemetry.facility.FacilityKind;
import org.jspecify.annotations.Nullable;

/**
 * A topic on which a device speaks: {@code citywatch/v1/{district}/{kind}/{device}/{channel}}.
 *
 * @param address whose topic it is
 * @param channel what is said on it
 */
public record UplinkTopic(DeviceAddress address, Channel channel) {

    /** The uplink topic of that name, or null when the name is none. Case matters. */
    public static @Nullable UplinkTopic parse(String topic) {
        if (!topic.startsWith(MqttTopics.ROOT)) {
            return null;
        }
        int district = MqttTopics.ROOT.length();
        int kind = topic.indexOf('/', district) + 1;
        int device = kind == 0 ? 0 : topic.indexOf('/', kind) + 1;
        int channel = device == 0 ? 0 : topic.indexOf('/', device) + 1;
        if (channel == 0) {
            return null;
        }
        FacilityKind parsedKind = FacilityKind.ofCode(topic, kind, device - 1);
        Channel parsedChannel = Channel.ofLevel(topic, channel);
        if (parsedKind == null || parsedKind == FacilityKind.PLATFORM || parsedChannel == null) {
            return null;
        }
        String parsedDistrict = topic.substring(district, kind - 1);
        String parsedDevice = topic.substring(device, channel - 1);
        if (!Names.isDistrict(parsedDistrict) || !Names.isDevice(parsedDevice)) {
            return null;
        }
        return new UplinkTopic(new DeviceAddress(parsedDistrict, parsedKind, parsedDevice), parsedChannel);
    }

    /** The topic's name. */
    public String name() {
        return address.topic(channel);
    }
}
