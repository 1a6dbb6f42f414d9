package io.citywatch.ingest;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's options.
 *
 * @param listen where clients come
 * @param tls the ports on which they speak TLS; null: there are none
 * @param access who is let in
 * @param limits what clients may take
 * @param sessions what is kept for clients
 * @param log the log behind the gateway
 */
public record GatewayOptions(
        ListenOptions listen,
        @Nullable TlsOptions tls,
        AccessOptions access,
        LimitOptions limits,
        SessionOptions sessions,
        LogOptions log) {
    public GatewayOptions {
        if (access.openTopics() && !listen.isLoopback()) {
            throw new IllegalArgumentException("gateway.openTopics: everybody would be let in at "
                    + listen.bindAddress() + "; it is only for a gateway that is bound to loopback");
        }
    }

    /** Options as they are documented, for the Kafka at those addresses. */
    public static GatewayOptions defaults(String bootstrapServers, Path keys) {
        return new GatewayOptions(
                new ListenOptions("127.0.0.1", 1883),
                null,
                new AccessOptions(keys, RateOptions.standard(), false),
                new LimitOptions(
                        15_000,
                        64 * 1024,
                        4 * 1024 * 1024,
                        4096,
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(1),
                        Duration.ofHours(1)),
                new SessionOptions(100, 10_000, 1_000, 1_000, Duration.ofDays(1), 100_000),
                LogOptions.standard(bootstrapServers));
    }

    public GatewayOptions withListen(ListenOptions other) {
        return new GatewayOptions(other, tls, access, limits, sessions, log);
    }

    public GatewayOptions withTls(TlsOptions other) {
        return new GatewayOptions(listen, other, access, limits, sessions, log);
    }

    public GatewayOptions withAccess(AccessOptions other) {
        return new GatewayOptions(listen, tls, other, limits, sessions, log);
    }

    public GatewayOptions withLimits(LimitOptions other) {
        return new GatewayOptions(listen, tls, access, other, sessions, log);
    }

    public GatewayOptions withSessions(SessionOptions other) {
        return new GatewayOptions(listen, tls, access, limits, other, log);
    }

    public GatewayOptions withLog(LogOptions other) {
        return new GatewayOptions(listen, tls, access, limits, sessions, other);
    }
}
