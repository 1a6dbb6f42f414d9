package io.citywatch.outward.delivery;

import static io.citywatch.outward.testkit.Notices.ONSET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import io.citywatch.outward.Outward;
import io.citywatch.outward.notice.Notice;
import io.citywatch.outward.receiver.Call;
import io.citywatch.outward.receiver.Dialect;
import io.citywatch.outward.receiver.Draft;
import io.citywatch.outward.receiver.Verdict;
import io.citywatch.outward.testkit.Notices;
import io.citywatch.telemetry.alarm.Severity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a receiver answers about where and when, and how that is taken. */
class CourierIT extends OutsideFixture {
    @Test
    void redirectionIsNotFollowed() {
        other.takes();
        server.answers(request ->
                HttpResponse.of(ResponseHeaders.of(HttpStatus.TEMPORARY_REDIRECT, "location", other.url() + "/")));
        setup.receivers(webhook("moved", server));
        try (Outward outward = setup.start()) {
            awaitUp(outward, 1);
            city.log().put(Notices.raised(name, Severity.HIGH, ONSET));

            await().untilAsserted(() ->
                    assertThat(outward.standings().get(0).problem()).isEqualTo("HTTP 307"));
        }
        assertThat(other.requests()).isEmpty();
    }

    @Test
    void whatTheReceiverAsksForIsPartOfTheVerdict() throws InterruptedException {
        Instant now = Instant.ofEpochMilli(ONSET);
        Dialect dialect = new ByStatus();
        Call call = new Call(URI.create(server.url() + "/"), Map.of(), new byte[0]);
        try (Courier courier = new Courier(Patience.STANDARD, InstantSource.fixed(now))) {
            for (String asked : List.of("7", "Tue, 14 Feb 2023 01:50:07 GMT")) {
                server.answers(request ->
                        HttpResponse.of(ResponseHeaders.of(HttpStatus.TOO_MANY_REQUESTS, "retry-after", asked)));

                assertThat(courier.send(call, dialect)).isEqualTo(Verdict.later("HTTP 429", Duration.ofSeconds(7)));
            }
            server.answers(request -> HttpResponse.of(
                    ResponseHeaders.of(HttpStatus.TOO_MANY_REQUESTS, "retry-after", String.valueOf(Long.MAX_VALUE))));
            Duration asked = courier.send(call, dialect).after();
            assertThat(new Backoff(Patience.STANDARD, new Random(1)).after(1, asked))
                    .isEqualTo(Backoff.LONGEST_ASKED);
            server.answers(request -> HttpResponse.of(HttpStatus.OK, MediaType.PLAIN_TEXT, "long ".repeat(1 << 20)));
            assertThat(courier.send(call, dialect)).isEqualTo(Verdict.TAKEN);
            server.answers(request ->
                    HttpResponse.of(ResponseHeaders.of(HttpStatus.SERVICE_UNAVAILABLE, "retry-after", "soon")));

            assertThat(courier.send(call, dialect)).isEqualTo(Verdict.later("HTTP 503"));
        }
    }

    @Test
    void aReceiverThatHangsUpIsSaidSo() throws Exception {
        try (ServerSocket rude = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Courier courier = new Courier(Patience.STANDARD, InstantSource.system())) {
            Thread hangingUp = new Thread(() -> hangUpAfterTheFirstByte(rude));
            hangingUp.start();
            Call call = new Call(URI.create("http://127.0.0.1:" + rude.getLocalPort() + "/"), Map.of(), new byte[0]);

            Verdict verdict = courier.send(call, new ByStatus());

            assertThat(verdict).isEqualTo(Verdict.later("the receiver closed the connection"));
            hangingUp.join();
        }
    }

    private static void hangUpAfterTheFirstByte(ServerSocket rude) {
        try (Socket caller = rude.accept()) {
            caller.getInputStream().read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Judges by the status alone. */
    private static final class ByStatus implements Dialect {
        @Override
        public Draft draft(List<Notice> waiting, int room) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Draft test() {
            throw new UnsupportedOperationException();
        }
    }
}
