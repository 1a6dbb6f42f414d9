package io.citywatch.ingest.bridge;

import io.citywatch.ingest.Setting;
import io.citywatch.ingest.SettingRange;
import io.citywatch.ingest.routing.TopicFilter;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.MqttTopics;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Which messages a bridge takes, and how many at a time. */
public record IntakeOptions(
        @Setting(
                        key = "bridge.group",
                        standard = "citywatch",
                        range = "a text without / + #, or empty",
                        text =
                                "The group of the shared subscription, whose bridges share the messages; empty: a subscription of its own.")
                String group,
        @Setting(
                        key = "bridge.filters",
                        standard = "citywatch/v1/+/+/+/telemetry, and the same of event, birth, death, ack",
                        range = "topic filters with commas between them",
                        text =
                                "What the bridge subscribes to; what is no topic of a device's is acknowledged and counted.")
                List<String> filters,
        @Setting(
                        key = "bridge.receiveMaximum",
                        standard = "1000",
                        unit = "messages",
                        range = "1 to 65535",
                        text = "How many messages the broker may send before the first of them is acknowledged.")
                int receiveMaximum,
        @Setting(
                        key = "bridge.sessionExpiry",
                        standard = "604800",
                        unit = "s",
                        range = "60 to 4294967295",
                        text = "How long the broker keeps messages for a bridge that is away.")
                Duration sessionExpiry) {
    private static final Pattern GROUP = Pattern.compile("[^/+#\\x00]*");
    private static final long LONGEST_EXPIRY_SECONDS = 0xFFFF_FFFFL;

    public IntakeOptions {
        if (!GROUP.matcher(group).matches()) {
            throw new IllegalArgumentException("bridge.group: \"" + group + "\" has one of / + #");
        }
        filters = List.copyOf(filters);
        if (filters.isEmpty()) {
            throw new IllegalArgumentException("bridge.filters: there must be one at least");
        }
        for (String filter : filters) {
            if (filter.startsWith("$") || TopicFilter.parse(filter) == null) {
                throw new IllegalArgumentException("bridge.filters: \"" + filter + "\" is no topic filter");
            }
        }
        SettingRange.check("bridge.receiveMaximum", receiveMaximum, 1, 65_535);
        SettingRange.check("bridge.sessionExpiry", sessionExpiry.toSeconds(), 60, LONGEST_EXPIRY_SECONDS);
    }

    /** What is documented. */
    public static IntakeOptions standard() {
        List<String> filters = Arrays.stream(Channel.values())
                .map(channel -> MqttTopics.ROOT + "+/+/+/" + channel.level())
                .toList();
        return new IntakeOptions("citywatch", filters, 1000, Duration.ofDays(7));
    }

    public IntakeOptions withReceiveMaximum(int other) {
        return new IntakeOptions(group, filters, other, sessionExpiry);
    }

    public IntakeOptions withGroup(String other) {
        return new IntakeOptions(other, filters, receiveMaximum, sessionExpiry);
    }

    /** The filters as they are subscribed to. */
    List<String> subscriptions() {
        return group.isEmpty()
                ? filters
                : filters.stream()
                        .map(filter -> "$share/" + group + '/' + filter)
                        .toList();
    }
}
