package io.citywatch.telemetry.topic;

import io.citywatch.telemetry.alarm.Alarm;

/** The names of MQTT topics. */
public final class MqttTopics {
    /** The prefix of every topic of the platform. */
    public static final String ROOT = "citywatch/v1/";
    /** The prefix of the topics of alarms. */
    public static final String ALARMS = ROOT + "alarms/";
    /** The last level of a device's topic for commands. */
    public static final String COMMAND_LEVEL = "command";

    private MqttTopics() {}

    /** The topic on which an alarm is retained while it stands. */
    public static String alarm(Alarm alarm) {
        return ALARMS
                + alarm.source().district()
                + '/'
                + alarm.source().kind().code()
                + '/'
                + alarm.severity().text()
                + '/'
                + alarm.id();
    }
}
