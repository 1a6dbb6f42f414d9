package io.citywatch.ingest.rights;

import io.citywatch.ingest.routing.TopicFilter;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.citywatch.telemetry.topic.MqttTopics;
import io.citywatch.telemetry.topic.Names;
import io.citywatch.telemetry.topic.SparkplugTopic;
import io.citywatch.telemetry.topic.ThingsBoardTopic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who has logged in, and what that one may do. What it is follows from the form of its user name, which the derived
 * password vouches for.
 */
public sealed interface Principal {
    /** The MQTT user name. */
    String userName();

    /** Whether it may publish on that device's uplink topics. */
    boolean mayPublishFor(DeviceAddress address);

    /** Whether it may speak as that edge node of Sparkplug B, for itself and for its devices. */
    default boolean mayPublishAs(String district, String node) {
        return false;
    }

    /** Whether it may publish on topics that are no device's; such messages go to subscribers and not into the log. */
    default boolean mayPublishInMemory() {
        return false;
    }

    /** Whether it may read every topic that the filter can match. */
    boolean maySubscribe(TopicFilter filter);

    /** The filter by which a subscription that it may have is routed. */
    default TopicFilter routed(TopicFilter filter) {
        return filter;
    }

    /** Whether nothing ever comes for a filter that it may have: it is granted, and leads nowhere. */
    default boolean isSilent(TopicFilter filter) {
        return false;
    }

    /** Whether messages to a device are meant for it, so that those which wait are handed to it. */
    boolean takesCommands();

    /** The principal of that user name, or null when the name has none of the known forms. */
    static @Nullable Principal parse(String userName) {
        String[] parts = userName.split("/", -1);
        if (parts.length == 1) {
            return Names.isDevice(userName) ? new Device(userName) : null;
        }
        if (parts.length == 3 && parts[0].equals("concentrator")) {
            return Names.isDistrict(parts[1]) && Names.isDevice(parts[2])
                    ? new Concentrator(userName, parts[1], parts[2])
                    : null;
        }
        DeviceAddress thingsBoard = ThingsBoardTopic.addressOf(userName);
        if (thingsBoard != null) {
            return new ThingsBoardDevice(userName, thingsBoard);
        }
        if (parts.length != 2 || !Names.isDevice(parts[1])) {
            return null;
        }
        return switch (parts[0]) {
            case "listener" -> new Listener(userName);
            case "engineer" -> new Engineer(userName);
            default -> null;
        };
    }

    /** Somebody who may do everything, for trying the protocol; takes commands if it calls itself a device. */
    static Principal anyone(@Nullable String userName) {
        Principal named = userName == null ? null : parse(userName);
        return new Anyone(named != null && named.takesCommands());
    }

    /** One device: it speaks for itself and hears its own commands, whatever its district and kind. */
    record Device(String userName, TopicFilter commands) implements Principal {
        Device(String userName) {
            this(userName, TopicFilter.of(MqttTopics.ROOT + "+/+/" + userName + '/' + MqttTopics.COMMAND_LEVEL));
        }

        @Override
        public boolean mayPublishFor(DeviceAddress address) {
            return address.device().equals(userName);
        }

        @Override
        public boolean maySubscribe(TopicFilter filter) {
            return commands.covers(filter);
        }

        @Override
        public boolean takesCommands() {
            return true;
        }
    }

    /**
     * A device that speaks ThingsBoard's device API: it speaks for itself, on the topics of that API or on its own, and hears
     * its own commands in the manner of that API.
     */
    record ThingsBoardDevice(String userName, DeviceAddress address) implements Principal {
        private static final TopicFilter COMMANDS = TopicFilter.of(ThingsBoardTopic.COMMANDS + '+');
        /** What such devices subscribe to besides; nothing comes there, and they take a refusal badly. */
        private static final List<TopicFilter> SILENT = List.of(
                TopicFilter.of(ThingsBoardTopic.ROOT + "attributes"),
                TopicFilter.of(ThingsBoardTopic.ROOT + "attributes/response/+"),
                TopicFilter.of(ThingsBoardTopic.ROOT + "rpc/response/+"));

        @Override
        public boolean mayPublishFor(DeviceAddress other) {
            return address.equals(other);
        }

        @Override
        public boolean maySubscribe(TopicFilter filter) {
            return filter.group() == null && (COMMANDS.covers(filter) || isSilent(filter));
        }

        @Override
        public boolean takesCommands() {
            return true;
        }

        /** Its topics have one name for all devices: a filter for commands means the commands to this one. */
        @Override
        public TopicFilter routed(TopicFilter filter) {
            return COMMANDS.covers(filter) ? TopicFilter.of(address.commandTopic()) : filter;
        }

        @Override
        public boolean isSilent(TopicFilter filter) {
            return SILENT.stream().anyMatch(silent -> silent.covers(filter));
        }
    }

    /** A concentrator: it speaks for the devices of one district, or as its edge node, and hears commands to them. */
    record Concentrator(String userName, String district, String name, List<TopicFilter> commands)
            implements Principal {
        Concentrator(String userName, String district, String name) {
            this(
                    userName,
                    district,
                    name,
                    List.of(
                            TopicFilter.of(MqttTopics.ROOT + district + "/+/+/" + MqttTopics.COMMAND_LEVEL),
                            TopicFilter.of(sparkplug(district, SparkplugTopic.NODE_COMMAND, name)),
                            TopicFilter.of(sparkplug(district, SparkplugTopic.NODE_COMMAND, name) + "/#"),
                            TopicFilter.of(sparkplug(district, SparkplugTopic.DEVICE_COMMAND, name) + "/#"),
                            TopicFilter.of(SparkplugTopic.ROOT + "STATE/#")));
        }

        private static String sparkplug(String district, String type, String name) {
            return SparkplugTopic.ROOT + district + '/' + type + '/' + name;
        }

        @Override
        public boolean mayPublishFor(DeviceAddress address) {
            return address.district().equals(district);
        }

        @Override
        public boolean mayPublishAs(String otherDistrict, String node) {
            return district.equals(otherDistrict) && name.equals(node);
        }

        @Override
        public boolean maySubscribe(TopicFilter filter) {
            return commands.stream().anyMatch(command -> command.covers(filter));
        }

        @Override
        public boolean takesCommands() {
            return true;
        }
    }

    /** A siren, a sign board: it hears alarms. */
    record Listener(String userName) implements Principal {
        private static final TopicFilter ALARMS = TopicFilter.of(MqttTopics.ALARMS + '#');

        @Override
        public boolean mayPublishFor(DeviceAddress address) {
            return false;
        }

        @Override
        public boolean maySubscribe(TopicFilter filter) {
            return ALARMS.covers(filter);
        }

        @Override
        public boolean takesCommands() {
            return false;
        }
    }

    /** An engineer: hears everything of the platform, and what edge nodes say. */
    record Engineer(String userName) implements Principal {
        private static final TopicFilter EVERYTHING = TopicFilter.of(MqttTopics.ROOT + '#');
        private static final TopicFilter EDGE_NODES = TopicFilter.of(SparkplugTopic.ROOT + '#');

        @Override
        public boolean mayPublishFor(DeviceAddress address) {
            return false;
        }

        @Override
        public boolean maySubscribe(TopicFilter filter) {
            return EVERYTHING.covers(filter) || EDGE_NODES.covers(filter);
        }

        @Override
        public boolean takesCommands() {
            return false;
        }
    }

    /** Somebody of whom nothing is asked: it publishes and hears everything. All have one name, and are told apart by nothing. */
    record Anyone(boolean takesCommands) implements Principal {
        private static final String NAME = "anyone";

        @Override
        public String userName() {
            return NAME;
        }

        @Override
        public boolean mayPublishFor(DeviceAddress address) {
            return true;
        }

        @Override
        public boolean mayPublishAs(String district, String node) {
            return true;
        }

        @Override
        public boolean mayPublishInMemory() {
            return true;
        }

        @Override
        public boolean maySubscribe(TopicFilter filter) {
            return true;
        }
    }
}
