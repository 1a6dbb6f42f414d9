package io.citywatch.devices.link;

import io.citywatch.telemetry.credentials.PasswordKey;

/**
 * Where the platform listens for MQTT, and the key from which passwords are derived.
 *
 * @param host its name or address; default 127.0.0.1
 * @param port its port, 1 to 65535; default 1883
 * @param key the key of the passwords
 */
public record MqttEndpoint(String host, int port, PasswordKey key) {
    public MqttEndpoint {
        if (host.isBlank()) {
            throw new IllegalArgumentException("the host is empty");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " is outside 1 to 65535");
        }
    }

    String uri() {
        return "tcp://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
