package io.citywatch.telemetry.topic;

import io.citywatch.telemetry.facility.FacilityKind;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A topic on which an edge node of Sparkplug B speaks:
 * {@code spBv1.0/{district}/{type}/{edge node}} or {@code spBv1.0/{district}/{type}/{edge node}/{kind}:{device}}.
 *
 * <p>The group is the district, the edge node a concentrator, and a device is named with its kind before it.
 *
 * @param district the group: a six-digit administrative code
 * @param type what is said
 * @param node the edge node: the name of the concentrator
 * @param device whose it is; null in what the edge node says of itself
 */
public record SparkplugTopic(String district, Type type, String node, @Nullable DeviceAddress device) {
    /** The prefix of every topic of Sparkplug B. */
    public static final String ROOT = "spBv1.0/";
    /** The level of commands to an edge node. */
    public static final String NODE_COMMAND = "NCMD";
    /** The level of commands to a device of an edge node's. */
    public static final String DEVICE_COMMAND = "DCMD";

    private static final char KIND_SEPARATOR = ':';

    /** What an edge node can say. */
    public enum Type {
        NBIRTH,
        NDATA,
        NDEATH,
        DBIRTH,
        DDATA,
        DDEATH;

        private static final Map<String, Type> BY_LEVEL =
                Stream.of(values()).collect(Collectors.toUnmodifiableMap(Type::name, Function.identity()));

        boolean isOfDevice() {
            return this == DBIRTH || this == DDATA || this == DDEATH;
        }
    }

    public SparkplugTopic {
        if ((device != null) != type.isOfDevice()) {
            throw new IllegalArgumentException(type + " " + (device == null ? "without" : "with") + " a device");
        }
    }

    /** The topic of that name, or null when it is none. Case matters. */
    public static @Nullable SparkplugTopic parse(String topic) {
        if (!topic.startsWith(ROOT)) {
            return null;
        }
        String[] levels = topic.substring(ROOT.length()).split("/", -1);
        if (levels.length < 3 || levels.length > 4 || !Names.isDistrict(levels[0]) || !Names.isDevice(levels[2])) {
            return null;
        }
        Type type = Type.BY_LEVEL.get(levels[1]);
        if (type == null || type.isOfDevice() != (levels.length == 4)) {
            return null;
        }
        if (levels.length == 3) {
            return new SparkplugTopic(levels[0], type, levels[2], null);
        }
        DeviceAddress device = device(levels[0], levels[3]);
        return device == null ? null : new SparkplugTopic(levels[0], type, levels[2], device);
    }

    /** The edge node in the whole city: {@code {district}/{edge node}}. */
    public String nodeKey() {
        return district + '/' + node;
    }

    /** The topic's name. */
    public String name() {
        String ofNode = ROOT + district + '/' + type + '/' + node;
        return device == null ? ofNode : ofNode + '/' + device.kind().code() + KIND_SEPARATOR + device.device();
    }

    private static @Nullable DeviceAddress device(String district, String level) {
        int separator = level.indexOf(KIND_SEPARATOR);
        FacilityKind kind = separator < 0 ? null : FacilityKind.ofCode(level.substring(0, separator));
        String name = level.substring(separator + 1);
        return kind != null && Names.isDevice(name) ? new DeviceAddress(district, kind, name) : null;
    }
}
