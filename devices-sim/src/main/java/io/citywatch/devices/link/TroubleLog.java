package io.citywatch.devices.link;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Why a concentrator has no connection, logged when it changes and once a minute while it lasts. Not thread-safe. */
final class TroubleLog {
    private static final Logger log = LoggerFactory.getLogger(Concentrator.class);
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final String userName;
    private @Nullable Trouble current;
    private long nextNanos;

    TroubleLog(String userName) {
        this.userName = userName;
    }

    @Nullable
    Trouble current() {
        return current;
    }

    void trouble(Trouble trouble, long nowNanos) {
        if (!trouble.equals(current) || nowNanos - nextNanos >= 0) {
            nextNanos = nowNanos + INTERVAL.toNanos();
            log.atWarn()
                    .addKeyValue("principal", userName)
                    .addKeyValue("reason", trouble.reason())
                    .log("not connected; will try again");
        }
        current = trouble;
    }

    void connected() {
        log.atLevel(current == null ? Level.DEBUG : Level.INFO)
                .addKeyValue("principal", userName)
                .log("connected");
        current = null;
    }

    /** Commands can't be heard, while messages can be sent. */
    void notSubscribed(String reason) {
        log.atWarn()
                .addKeyValue("principal", userName)
                .addKeyValue("reason", reason)
                .log("no commands: the subscription failed");
    }

    void leftWithoutFarewell(String reason) {
        log.atInfo()
                .addKeyValue("principal", userName)
                .addKeyValue("reason", reason)
                .log("left without a farewell");
    }
}
