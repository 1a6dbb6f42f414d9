package io.citywatch.devices.link;

import io.citywatch.telemetry.credentials.PasswordKey;
import org.jspecify.annotations.Nullable;

/**
 * Where the platform listens for MQTT, and by what it knows who connects.
 *
 * @param host its name or address; default 127.0.0.1
 * @param port its port, 1 to 65535; default 1883, over TLS 8883
 * @param key the key of the passwords; null: certificates serve
 * @param tls how TLS is spoken; null: it is not
 */
public record MqttEndpoint(String host, int port, @Nullable PasswordKey key, @Nullable TlsOptions tls) {
    public MqttEndpoint {
        if (host.isBlank()) {
            throw new IllegalArgumentException("the host is empty");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " is outside 1 to 65535");
        }
        if (key == null && (tls == null || tls.own() == null)) {
            throw new IllegalArgumentException("neither a key of passwords nor a certificate is given");
        }
    }

    /** Without TLS. */
    public MqttEndpoint(String host, int port, PasswordKey key) {
        this(host, port, key, null);
    }

    String uri() {
        return (tls == null ? "tcp://" : "ssl://") + address();
    }

    /** Host and port, for people. */
    String address() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
