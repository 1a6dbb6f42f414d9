package io.citywatch.ingest.connection;

import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a CONNECT was refused, and what clients of either version hear (3.1.1, 3.2.2.3; MQTT 5, 3.2.2.2). */
enum Refusal {
    PROTOCOL_VERSION(
            MqttConnectReturnCode.CONNECTION_REFUSED_UNACCEPTABLE_PROTOCOL_VERSION,
            MqttConnectReturnCode.CONNECTION_REFUSED_UNSUPPORTED_PROTOCOL_VERSION),
    CLIENT_ID(
            MqttConnectReturnCode.CONNECTION_REFUSED_IDENTIFIER_REJECTED,
            MqttConnectReturnCode.CONNECTION_REFUSED_CLIENT_IDENTIFIER_NOT_VALID),
    BAD_CREDENTIALS(
            MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD,
            MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USERNAME_OR_PASSWORD),
    NOT_AUTHORIZED(
            MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED,
            MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED_5),
    BUSY(
            MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE,
            MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_BUSY),
    /** More log-ins a second than are let in. The client comes again later. */
    CONNECT_RATE(
            MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE,
            MqttConnectReturnCode.CONNECTION_REFUSED_QUOTA_EXCEEDED),
    /** The user name has as many sessions as it may have. */
    TOO_MANY_SESSIONS(
            MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE,
            MqttConnectReturnCode.CONNECTION_REFUSED_QUOTA_EXCEEDED),
    AUTHENTICATION_METHOD(null, MqttConnectReturnCode.CONNECTION_REFUSED_BAD_AUTHENTICATION_METHOD),
    WILL_TOPIC(
            MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED,
            MqttConnectReturnCode.CONNECTION_REFUSED_TOPIC_NAME_INVALID),
    /** What is no topic name ends the connection (3.1.1, MQTT-4.7.3-1, MQTT-4.7.1-1, MQTT-3.1.4-1). */
    WILL_TOPIC_NAME(null, MqttConnectReturnCode.CONNECTION_REFUSED_TOPIC_NAME_INVALID),
    MALFORMED_PACKET(null, MqttConnectReturnCode.CONNECTION_REFUSED_MALFORMED_PACKET),
    PROTOCOL_ERROR(null, MqttConnectReturnCode.CONNECTION_REFUSED_PROTOCOL_ERROR),
    PACKET_TOO_LARGE(null, MqttConnectReturnCode.CONNECTION_REFUSED_PACKET_TOO_LARGE),
    /** There is no memory for all that those send who have not logged in, of whom not even the version is known. */
    NO_ROOM(null, null),
    /** The client takes no packet as large as the answer to its CONNECT, not even a refusal. */
    NO_ROOM_FOR_ANSWER(null, null),
    /** The first packet was not a CONNECT; it may be no MQTT at all, and gets no answer. */
    NO_CONNECT(null, null),
    /** The client said nothing in time. */
    CONNECT_TIMEOUT(null, null),
    /** The client had said nothing for longer than all others when there was no connection left for a new one. */
    GAVE_WAY(null, null),
    /** The client went away before its CONNECT. */
    GONE(null, null),
    INTERNAL_ERROR(
            MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE,
            MqttConnectReturnCode.CONNECTION_REFUSED_UNSPECIFIED_ERROR);

    private final @Nullable MqttConnectReturnCode version3;
    private final @Nullable MqttConnectReturnCode version5;
    private final String text;

    Refusal(@Nullable MqttConnectReturnCode version3, @Nullable MqttConnectReturnCode version5) {
        this.version3 = version3;
        this.version5 = version5;
        this.text = name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The code for a client of that version; null: the connection is closed without a word. */
    @Nullable
    MqttConnectReturnCode code(boolean isVersion5) {
        return isVersion5 ? version5 : version3;
    }

    /** The refusal's name in meters and logs. */
    String text() {
        return text;
    }
}
