package io.citywatch.telemetry.topic;

import java.util.List;

/** The log's topics, their keys and the headers of their records. */
public final class LogTopics {
    /** What devices said, as received. Key: device. */
    public static final String UPLINK = "citywatch.uplink";
    /** The newest state of each alarm (compacted). Key: the alarm's id. */
    public static final String ALARMS = "citywatch.alarms";
    /** What operators and rules do to alarms. Key: device. */
    public static final String ALARM_ACTIONS = "citywatch.alarm-actions";
    /** Commands to devices. Key: device. */
    public static final String COMMANDS = "citywatch.commands";
    /** Counts (compacted). Key: scope. */
    public static final String CENSUS = "citywatch.census";
    /** The newest birth of each device (compacted). Key: device. */
    public static final String DEVICES = "citywatch.devices";
    /** How many alarms call, and what waits (compacted). Key: a district's code, or {@code city}. */
    public static final String ALARM_FIGURES = "citywatch.alarm-figures";
    /** Rules (compacted). Key: the rule's id; an empty value removes it. */
    public static final String RULES = "citywatch.rules";
    /** What could not be used, with the reason. Key: device. */
    public static final String REJECTED = "citywatch.rejected";
    /** What happens to connections. Key: the user name, empty where none is known. */
    public static final String CONNECTIONS = "citywatch.connections";

    /** How far each receiver outside has been told of alarms (compacted). Key: the receiver's id. */
    public static final String DELIVERIES = "citywatch.deliveries";
    /** What a receiver outside could not use, with the reason. Key: the receiver's id. */
    public static final String UNDELIVERED = "citywatch.undelivered";
    /** What gateways and the historian count of each minute (compacted). Key: source and minute. */
    public static final String LEDGER_PARTS = "citywatch.ledger-parts";
    /** The balance of each minute and of all (compacted). Key: {@code minute/{minute}} or {@code all}. */
    public static final String LEDGER = "citywatch.ledger";

    /** The consumers' group in which the historian notes up to where it has stored what devices said. */
    public static final String HISTORIAN_GROUP = "citywatch-historian";

    /** Header of an uplink record: the MQTT topic, UTF-8. */
    public static final String HEADER_TOPIC = "topic";
    /**
     * Header of an uplink record: the time of arrival, milliseconds since 1970 UTC, eight bytes, big-endian. Without it the
     * record's timestamp is the time of arrival; the gateway leaves it away.
     */
    public static final String HEADER_ARRIVAL = "arrival";
    /** Header of an uplink record: the QoS, one byte. */
    public static final String HEADER_QOS = "qos";
    /** Header of an uplink record: the user name of the one who published, UTF-8. */
    public static final String HEADER_PRINCIPAL = "principal";
    /**
     * Header of an uplink record: the content type that came with the message, UTF-8; there when it names a convention other
     * than the platform's own. It stands right after the topic.
     */
    public static final String HEADER_CONTENT_TYPE = "content-type";
    /**
     * Header of a message that was rejected and is sent through again: its first arrival, milliseconds since 1970 UTC, eight
     * bytes, big-endian.
     */
    public static final String HEADER_RETRY = "retry";
    /** Header that makes an uplink record a {@link Tick}; such a record has neither key nor value. */
    public static final String HEADER_TICK = "tick";

    private static final List<LogTopic> ALL = List.of(
            new LogTopic(UPLINK, true, false),
            new LogTopic(ALARMS, false, true),
            new LogTopic(ALARM_ACTIONS, false, false),
            new LogTopic(ALARM_FIGURES, false, true),
            new LogTopic(COMMANDS, false, false),
            new LogTopic(CENSUS, false, true),
            new LogTopic(DEVICES, true, true),
            new LogTopic(RULES, false, true),
            new LogTopic(REJECTED, false, false),
            new LogTopic(CONNECTIONS, false, false),
            new LogTopic(DELIVERIES, false, true),
            new LogTopic(UNDELIVERED, false, false),
            new LogTopic(LEDGER_PARTS, false, true, true),
            new LogTopic(LEDGER, false, true));

    private LogTopics() {}

    /** Every topic of the log, as it is to be created. */
    public static List<LogTopic> all() {
        return ALL;
    }

    /**
     * How a topic of the log is laid out.
     *
     * @param name its name
     * @param partitioned whether it carries one message for each message of a device, and so is spread over partitions;
     *     else it has one partition
     * @param compacted whether only the newest record of each key is kept
     * @param expires whether records are kept for some time only
     */
    public record LogTopic(String name, boolean partitioned, boolean compacted, boolean expires) {
        /** A topic whose records are kept for some time or, if it is compacted, for ever. */
        public LogTopic(String name, boolean partitioned, boolean compacted) {
            this(name, partitioned, compacted, !compacted);
        }
    }
}
