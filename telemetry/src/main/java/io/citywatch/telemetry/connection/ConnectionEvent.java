package io.citywatch.telemetry.connection;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a connection.
 *
 * <p>It says nothing of whether a device is well: a sleeping device holds no connection, and one that is behind a
 * concentrator has none of its own.
 *
 * @param t when, in milliseconds since 1970 UTC
 * @param type what
 * @param principal the user name; null when none was told or its password was wrong
 * @param clientId the MQTT client identifier; null when the connection ended before its CONNECT
 * @param address from where, without the port
 * @param reason why a connection ended or was refused, a name from the gateway's meters; null when it was made
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConnectionEvent(
        long t,
        Type type,
        @Nullable String principal,
        @Nullable String clientId,
        String address,
        @Nullable String reason) {

    /** What happened. */
    public enum Type {
        CONNECTED("connected"),
        DISCONNECTED("disconnected"),
        /** Another connection came for the same client. */
        TAKEN_OVER("takenOver"),
        REFUSED("refused");

        private final String text;

        Type(String text) {
            this.text = text;
        }

        /** The name in JSON. */
        @JsonValue
        public String text() {
            return text;
        }
    }
}
