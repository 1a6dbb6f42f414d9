package io.citywatch.ingest.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.ingest.metrics.GatewayMeters;
import io.citywatch.ingest.routing.Router;
import io.citywatch.ingest.session.Sessions.DueWill;
import io.citywatch.ingest.session.Sessions.Opened;
import io.citywatch.ingest.session.Sessions.Request;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private static final long A_DAY = 86_400;

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    private final Sessions sessions = new Sessions(
            new Router(filter -> false, Clock.systemUTC(), 1 << 20),
            new SessionLimits(3, 10, 5, 10, Duration.ofSeconds(A_DAY), 1000),
            new GatewayMeters(new SimpleMeterRegistry()),
            timer);

    @AfterEach
    void close() {
        timer.shutdownNow();
    }

    @Test
    void aClientThatComesBackLeavesNoTimerBehind() {
        for (int i = 0; i < 100; i++) {
            leaves(A_DAY / 2);
        }

        // One for the session's end, one for the will
        assertThat(timer.getQueue()).hasSize(2);
    }

    @Test
    void aSessionThatIsDiscardedLeavesNoTimerBehind() {
        leaves(A_DAY / 2);

        open(true);

        assertThat(timer.getQueue()).isEmpty();
    }

    /** MQTT 5, 3.1.3.2.2: it is published when the session ends. */
    @Test
    void aWillThatWaitsLongerThanItsSessionNeedsNoTimer() {
        leaves(0xFFFF_FFFFL);

        assertThat(timer.getQueue()).hasSize(1);
    }

    @Test
    void whoHasASessionKeepsItWhenThereAreTooMany() {
        Sessions one = new Sessions(
                new Router(filter -> false, Clock.systemUTC(), 1 << 20),
                new SessionLimits(3, 10, 5, 10, Duration.ofSeconds(A_DAY), 1),
                new GatewayMeters(new SimpleMeterRegistry()),
                timer);

        assertThat(granted(one, "dev1")).isEqualTo(A_DAY);
        assertThat(granted(one, "dev2")).isZero();
        assertThat(granted(one, "dev1")).isEqualTo(A_DAY);
    }

    private static long granted(Sessions sessions, String name) {
        Request request = new Request(new SessionKey(name, name), true, false, A_DAY, 1);
        return sessions.open(request, new Nowhere()).expirySeconds();
    }

    private void leaves(long willDelaySeconds) {
        Nowhere outlet = new Nowhere();
        Session session = open(false, outlet);
        sessions.close(session, outlet, new DueWill(() -> {}, willDelaySeconds));
    }

    private void open(boolean cleanStart) {
        var unused = open(cleanStart, new Nowhere());
    }

    private Session open(boolean cleanStart, Outlet outlet) {
        Opened opened = sessions.open(new Request(new SessionKey("dev1", "dev1"), true, cleanStart, A_DAY, 1), outlet);
        return opened.session();
    }

    /** A connection to nobody. */
    private static final class Nowhere implements Outlet {
        @Override
        public void wake() {}

        @Override
        public boolean isWritable() {
            return true;
        }

        @Override
        public void takenOver() {}

        @Override
        public void tooSlow() {}

        @Override
        public void sendReceived(int packetId) {}

        @Override
        public void logFailed() {}
    }
}
