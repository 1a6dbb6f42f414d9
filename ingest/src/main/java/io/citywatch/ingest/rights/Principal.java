package io.citywatch.ingest.rights;

import io.citywatch.ingest.routing.TopicFilter;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.citywatch.telemetry.topic.MqttTopics;
import io.citywatch.telemetry.topic.Names;
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

    /** Whether it may publish on topics that are no device's; such messages go to subscribers and not into the log. */
    default boolean mayPublishInMemory() {
        return false;
    }

    /** Whether it may read every topic that the filter can match. */
    boolean maySubscribe(TopicFilter filter);

    /** Whether messages to a device are meant for it, so that those which wait are handed to it. */
    boolean takesCommands();

    /** The principal of that user name, or null when the name has none of the known forms. */
    static @Nullable Principal parse(String userName) {
        String[] parts = userName.split("/", -1);
        if (parts.length == 1) {
            return Names.isDevice(userName) ? new Device(userName) : null;
        }
        if (parts.length == 3 && parts[0].equals("concentrator")) {
            return Names.isDistrict(parts[1]) && Names.isDevice(parts[2]) ? new Concentrator(userName, parts[1]) : null;
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

    /** A concentrator: it speaks for the devices of one district and hears their commands. */
    record Concentrator(String userName, String district, TopicFilter commands) implements Principal {
        Concentrator(String userName, String district) {
            this(userName, district, TopicFilter.of(MqttTopics.ROOT + district + "/+/+/" + MqttTopics.COMMAND_LEVEL));
        }

        @Override
        public boolean mayPublishFor(DeviceAddress address) {
            return address.district().equals(district);
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

    /** An engineer: hears everything of the platform. */
    record Engineer(String userName) implements Principal {
        private static final TopicFilter EVERYTHING = TopicFilter.of(MqttTopics.ROOT + '#');

        @Override
        public boolean mayPublishFor(DeviceAddress address) {
            return false;
        }

        @Override
        public boolean maySubscribe(TopicFilter filter) {
            return EVERYTHING.covers(filter);
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
        public boolean mayPublishInMemory() {
            return true;
        }

        @Override
        public boolean maySubscribe(TopicFilter filter) {
            return true;
        }
    }
}
