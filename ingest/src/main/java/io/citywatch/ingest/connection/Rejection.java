package io.citywatch.ingest.connection;

import io.netty.handler.codec.mqtt.MqttReasonCodes;
import java.util.Locale;

/**
 * Why a message was turned away. A version 5 client hears it in the PUBACK or PUBREC and keeps its connection; for 3.1.1 an
 * acknowledgement would be a lie, so the connection ends (3.1.1, 3.3.5).
 */
enum Rejection {
    /** The topic belongs to somebody else. */
    FOREIGN_TOPIC(MqttReasonCodes.PubAck.NOT_AUTHORIZED, Ending.NOT_AUTHORIZED),
    /** No topic on which devices publish: an unknown kind, a malformed name. */
    UNKNOWN_TOPIC(MqttReasonCodes.PubAck.TOPIC_NAME_INVALID, Ending.TOPIC_NAME_INVALID),
    /** There is no room for one more retained message. */
    RETAINED_FULL(MqttReasonCodes.PubAck.QUOTA_EXCEEDED, Ending.RETAINED_FULL);

    private final byte reasonCode;
    private final Ending ending;
    private final String text;

    Rejection(MqttReasonCodes.PubAck reasonCode, Ending ending) {
        this.reasonCode = reasonCode.byteValue();
        this.ending = ending;
        this.text = name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    byte reasonCode() {
        return reasonCode;
    }

    Ending ending() {
        return ending;
    }

    /** The rejection's name in meters. */
    String text() {
        return text;
    }
}
