package io.citywatch.ingest;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's options.
 *
 * @param listen where clients come
 * @param log the log behind it
 * @param limits what clients may take
 * @param sessions what is kept for clients
 * @param keys the folder with keys and the list of revoked user names
 * @param tls the second port, for MQTT over TLS; null: there is none
 */
public record GatewayOptions(
        Listen listen,
        Log log,
        Limits limits,
        SessionOptions sessions,
        @Setting(
                        key = "gateway.keys",
                        standard = "data/keys",
                        range = "a folder",
                        text = "Holds the keys from which passwords are derived, and the list of revoked user names.")
                Path keys,
        @Nullable Tls tls) {

    /** Options as they are documented, for the Kafka at those addresses. */
    public static GatewayOptions defaults(String bootstrapServers, Path keys) {
        return new GatewayOptions(
                new Listen("127.0.0.1", 1883),
                new Log(bootstrapServers, Duration.ofMillis(1), 64L * 1024 * 1024),
                new Limits(15_000, 64 * 1024, 4 * 1024 * 1024, 4096, Duration.ofSeconds(10), Duration.ofHours(1)),
                new SessionOptions(100, 10_000, 1_000, 1_000, Duration.ofDays(1), 100_000),
                keys,
                null);
    }

    /** The same with another port. */
    public GatewayOptions withMqttPort(int mqttPort) {
        return new GatewayOptions(new Listen(listen.bindAddress, mqttPort), log, limits, sessions, keys, tls);
    }

    /** The same with another address to listen on. */
    public GatewayOptions withBindAddress(String bindAddress) {
        return new GatewayOptions(new Listen(bindAddress, listen.mqttPort), log, limits, sessions, keys, tls);
    }

    /** The same with other limits. */
    public GatewayOptions withLimits(Limits other) {
        return new GatewayOptions(listen, log, other, sessions, keys, tls);
    }

    /** The same with other log options. */
    public GatewayOptions withLog(Log other) {
        return new GatewayOptions(listen, other, limits, sessions, keys, tls);
    }

    /** The same with a port for MQTT over TLS. */
    public GatewayOptions withTls(Tls other) {
        return new GatewayOptions(listen, log, limits, sessions, keys, other);
    }

    /** Where clients come. */
    public record Listen(
            @Setting(
                            key = "gateway.bindAddress",
                            standard = "127.0.0.1",
                            range = "an address of this machine",
                            text = "The address on which the gateway listens.")
                    String bindAddress,
            @Setting(
                            key = "gateway.mqttPort",
                            standard = "1883",
                            range = "0 to 65535",
                            text = "The port for MQTT; 0 takes any that is free.")
                    int mqttPort) {
        public Listen {
            within("gateway.mqttPort", mqttPort, 0, 65_535);
        }
    }

    /** The port for MQTT over TLS, 1.2 and 1.3. */
    public record Tls(
            @Setting(
                            key = "gateway.mqttsPort",
                            standard = "8883",
                            range = "0 to 65535",
                            text = "The port for MQTT over TLS; 0 takes any that is free.")
                    int mqttsPort,
            @Setting(
                            key = "gateway.certificateChain",
                            standard = "data/keys/mqtts.crt",
                            range = "a PEM file",
                            text = "The gateway's certificate and those between it and one that clients trust.")
                    Path certificateChain,
            @Setting(
                            key = "gateway.privateKey",
                            standard = "data/keys/mqtts.key",
                            range = "a PEM file, PKCS #8, without a password",
                            text = "The private key of the certificate.")
                    Path privateKey) {
        public Tls {
            within("gateway.mqttsPort", mqttsPort, 0, 65_535);
        }
    }

    /** The log behind the gateway. */
    public record Log(
            @Setting(
                            key = "gateway.log.bootstrapServers",
                            standard = "",
                            range = "host:port, several with commas between them",
                            text = "The addresses of Kafka.")
                    String bootstrapServers,
            @Setting(
                            key = "gateway.log.linger",
                            standard = "1",
                            unit = "ms",
                            range = "0 to 100",
                            text = "How long a message waits for others to share a request with.")
                    Duration linger,
            @Setting(
                            key = "gateway.log.maxInFlightBytes",
                            standard = "67108864",
                            unit = "bytes",
                            range = "1048576 to 536870912",
                            text = "How much may be under way to the log over all connections before reading stops.")
                    long maxInFlightBytes) {
        public Log {
            within("gateway.log.linger", linger.toMillis(), 0, 100);
            within("gateway.log.maxInFlightBytes", maxInFlightBytes, 1 << 20, 1 << 29);
        }
    }

    /** What clients may take. */
    public record Limits(
            @Setting(
                            key = "gateway.maxConnections",
                            standard = "15000",
                            unit = "connections",
                            range = "1 to 1000000",
                            text = "How many connections are open at a time; more are closed at once.")
                    int maxConnections,
            @Setting(
                            key = "gateway.maxPayloadBytes",
                            standard = "65536",
                            unit = "bytes",
                            range = "1024 to 262144",
                            text = "The largest payload that is taken.")
                    int maxPayloadBytes,
            @Setting(
                            key = "gateway.maxInFlightBytesPerConnection",
                            standard = "4194304",
                            unit = "bytes",
                            range = "65536 to 67108864",
                            text =
                                    "How much may be under way to the log from one connection before reading from it stops.")
                    int maxInFlightBytesPerConnection,
            @Setting(
                            key = "gateway.receiveMaximum",
                            standard = "4096",
                            unit = "messages",
                            range = "1 to 65535",
                            text = "How many unacknowledged messages a version 5 client may send.")
                    int receiveMaximum,
            @Setting(
                            key = "gateway.connectTimeout",
                            standard = "10",
                            unit = "s",
                            range = "1 to 60",
                            text = "How long a client may take from opening a connection to its CONNECT.")
                    Duration connectTimeout,
            @Setting(
                            key = "gateway.maxKeepAlive",
                            standard = "3600",
                            unit = "s",
                            range = "10 to 65535",
                            text =
                                    "The keep-alive interval of a client that names none, and the longest of version 5 clients.")
                    Duration maxKeepAlive) {
        public Limits {
            within("gateway.maxConnections", maxConnections, 1, 1_000_000);
            within("gateway.maxPayloadBytes", maxPayloadBytes, 1024, 256 * 1024);
            within("gateway.maxInFlightBytesPerConnection", maxInFlightBytesPerConnection, 64 * 1024, 64 << 20);
            within("gateway.receiveMaximum", receiveMaximum, 1, 65_535);
            within("gateway.connectTimeout", connectTimeout.toSeconds(), 1, 60);
            within("gateway.maxKeepAlive", maxKeepAlive.toSeconds(), 10, 65_535);
        }
    }

    /** What is kept for clients. */
    public record SessionOptions(
            @Setting(
                            key = "gateway.maxSubscriptions",
                            standard = "100",
                            unit = "filters",
                            range = "1 to 10000",
                            text = "How many filters one client may subscribe to.")
                    int maxSubscriptions,
            @Setting(
                            key = "gateway.maxQueued",
                            standard = "10000",
                            unit = "messages",
                            range = "1 to 1000000",
                            text =
                                    "How many messages wait for a connected client before it is disconnected as too slow.")
                    int maxQueued,
            @Setting(
                            key = "gateway.maxQueuedQosZero",
                            standard = "1000",
                            unit = "messages",
                            range = "1 to 1000000",
                            text = "How many messages wait for a connected client before those of QoS 0 are dropped.")
                    int maxQueuedQosZero,
            @Setting(
                            key = "gateway.maxQueuedOffline",
                            standard = "1000",
                            unit = "messages",
                            range = "0 to 1000000",
                            text = "How many messages wait for a client that is away and has a session.")
                    int maxQueuedOffline,
            @Setting(
                            key = "gateway.maxSessionExpiry",
                            standard = "86400",
                            unit = "s",
                            range = "0 to 31536000",
                            text = "The longest time for which a session outlives its connection.")
                    Duration maxExpiry,
            @Setting(
                            key = "gateway.maxSessions",
                            standard = "100000",
                            unit = "sessions",
                            range = "1 to 10000000",
                            text = "How many sessions there are, from which on none outlives its connection.")
                    int maxSessions) {
        public SessionOptions {
            within("gateway.maxSubscriptions", maxSubscriptions, 1, 10_000);
            within("gateway.maxQueued", maxQueued, 1, 1_000_000);
            within("gateway.maxQueuedQosZero", maxQueuedQosZero, 1, 1_000_000);
            within("gateway.maxQueuedOffline", maxQueuedOffline, 0, 1_000_000);
            within("gateway.maxSessionExpiry", maxExpiry.toSeconds(), 0, 31_536_000);
            within("gateway.maxSessions", maxSessions, 1, 10_000_000);
        }
    }

    /** The same with other options for sessions. */
    public GatewayOptions withSessions(SessionOptions other) {
        return new GatewayOptions(listen, log, limits, other, keys, tls);
    }

    private static void within(String key, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(key + ": " + value + " is outside " + least + " to " + most);
        }
    }
}
