package io.citywatch.outward.delivery;

import static io.citywatch.outward.testkit.Notices.ONSET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import io.citywatch.outward.Outward;
import io.citywatch.outward.meter.OutwardMeter;
import io.citywatch.outward.notice.Notice;
import io.citywatch.outward.receiver.Call;
import io.citywatch.outward.receiver.Dialect;
import io.citywatch.outward.receiver.Draft;
import io.citywatch.outward.receiver.Verdict;
import io.citywatch.outward.testkit.CapSchema;
import io.citywatch.outward.testkit.LogLines;
import io.citywatch.outward.testkit.Notices;
import io.citywatch.outward.testkit.OutsideCity;
import io.citywatch.outward.testkit.OutsideServer;
import io.citywatch.outward.webhook.WebhookSignature;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.Severity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Alarms from a real log to receivers on loopback that are well, away, slow, wrong or hostile. */
class DeliveryIT {
    private static final String SECRET = "s3cret-of-the-webhook";
    private static final String TOKEN = "t0ken-of-the-robot";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static OutsideCity city;

    private static OutsideServer server;
    private static OutsideServer other;

    private final LogLines lines = LogLines.record();
    private OutsideCity.Setup setup;
    /** Each test has devices of its own. */
    private String name;

    @BeforeAll
    static void startLog(@TempDir Path folder) {
        city = OutsideCity.start(folder);
        server = OutsideServer.start();
        other = OutsideServer.start();
    }

    @AfterAll
    static void stopLog() {
        server.close();
        other.close();
        city.close();
    }

    @BeforeEach
    void setUp(TestInfo test) throws IOException {
        server.reset();
        other.reset();
        name = test.getTestMethod().orElseThrow().getName();
        setup = city.setup(name).secret("hook", SECRET).secret("robot", TOKEN);
    }

    @AfterEach
    void noSecretIsInAnyLine() {
        lines.close();
        assertThat(lines.lines()).noneMatch(line -> line.contains(SECRET) || line.contains(TOKEN));
    }

    @Test
    void webhookIsSignedAndHoldsTheAlarm() throws IOException {
        server.takes();
        setup.receivers(webhook("hook", server));
        try (Outward outward = setup.start()) {
            awaitUp(outward, 1);
            city.log().put(Notices.raised(name, Severity.CRITICAL, ONSET));

            await().until(() -> !server.taken().isEmpty());
        }

        AggregatedHttpRequest request = server.requests().get(0);
        String id = name + "~gas-leak~" + ONSET;
        assertThat(request.headers().get("webhook-id")).isEqualTo(id);
        long seconds = request.headers().getLong("webhook-timestamp", 0);
        assertThat(request.headers().get("webhook-signature"))
                .isEqualTo(WebhookSignature.of(
                        SECRET, id, seconds, request.content().array()));
        JsonNode body = MAPPER.readTree(request.contentUtf8());
        assertThat(body.path("id").asText()).isEqualTo(id);
        assertThat(body.path("type").asText()).isEqualTo("alarm.raised");
        assertThat(body.path("timestamp").asText()).isEqualTo("2023-02-14T09:50:00+08:00");
        assertThat(body.at("/data/alarm/severity").asText()).isEqualTo("critical");
        assertThat(body.at("/data/transition/cause").asText()).isEqualTo("raise");
    }

    @Test
    void receiverThatIsDownGetsEverythingInOrderAndDelaysNobody() throws IOException {
        int port = freePort();
        other.takes();
        setup.receivers(webhook("down", "http://127.0.0.1:" + port), webhook("up", other));
        List<String> expected = new ArrayList<>();
        try (Outward outward = setup.start()) {
            awaitUp(outward, 2);
            for (int i = 0; i < 30; i++) {
                putEpisode(name + "-" + i, ONSET + i * 1_000L, expected);
            }
            await().untilAsserted(() -> assertThat(other.taken()).containsExactlyElementsOf(expected));
            await().untilAsserted(
                            () -> assertThat(outward.standings().get(0).state()).isEqualTo(Standing.State.AWAY));

            try (OutsideServer back = OutsideServer.start(port)) {
                back.takes();
                await().untilAsserted(() -> assertThat(back.taken()).containsExactlyElementsOf(expected));
            }
        }
        assertThat(setup.meters()
                        .get(OutwardMeter.DELIVERED.meterName())
                        .tag("receiver", "down")
                        .counter()
                        .count())
                .isEqualTo(60);
    }

    @Test
    void receiverThatHangsIsTriedAgainAndDelaysNobody() {
        server.answers(request -> HttpResponse.of(new CompletableFuture<>()));
        other.takes();
        setup.receivers(webhook("hangs", server), webhook("other", other));
        List<String> expected = new ArrayList<>();
        try (Outward outward = setup.start()) {
            awaitUp(outward, 2);
            putEpisode(name, ONSET, expected);
            await().untilAsserted(() -> assertThat(other.taken()).containsExactlyElementsOf(expected));
            await().until(() -> server.requests().size() >= 2);
            assertThat(outward.standings().get(0).problem()).isEqualTo("no answer in time");

            server.takes();
            await().untilAsserted(() -> assertThat(server.taken()).containsExactlyElementsOf(expected));
        }
    }

    @Test
    void restartGoesOnWhereItStopped() {
        server.takes();
        setup.receivers(webhook("restarted", server));
        List<String> expected = new ArrayList<>();
        try (Outward outward = setup.start()) {
            awaitUp(outward, 1);
            putEpisode(name + "-1", ONSET, expected);
            await().until(() -> server.taken().size() == 2);
            server.answers(request -> HttpResponse.of(HttpStatus.SERVICE_UNAVAILABLE));
            putEpisode(name + "-2", ONSET + 5_000, expected);
            await().until(() -> server.requests().size() >= 3);
        }
        putEpisode(name + "-3", ONSET + 9_000, expected);
        server.takes();
        try (Outward outward = setup.start()) {
            await().untilAsserted(() -> assertThat(server.taken()).containsExactlyElementsOf(expected));
        }
    }

    @Test
    void whatTheReceiverCantUseIsParkedAndTheNextIsTold() throws IOException {
        server.answers(request -> {
            if (OutsideServer.id(request).contains("-bad~")) {
                return HttpResponse.of(HttpStatus.UNPROCESSABLE_ENTITY);
            }
            server.taken().add(OutsideServer.id(request));
            return HttpResponse.of(HttpStatus.OK);
        });
        setup.receivers(webhook("picky", server));
        try (Outward outward = setup.start()) {
            awaitUp(outward, 1);
            city.log().put(Notices.raised(name + "-bad", Severity.HIGH, ONSET));
            city.log().put(Notices.raised(name + "-good", Severity.HIGH, ONSET + 1));

            await().untilAsserted(
                            () -> assertThat(server.taken()).containsExactly(name + "-good~gas-leak~" + (ONSET + 1)));
            assertThat(outward.standings().get(0).parked()).isEqualTo(1);
        }
        assertThat(server.requests()).hasSize(2);
        JsonNode parked = MAPPER.readTree(city.undelivered("picky"));
        assertThat(parked.path("id").asText()).isEqualTo(name + "-bad~gas-leak~" + ONSET);
        assertThat(parked.path("reason").asText()).isEqualTo("HTTP 422");
        assertThat(parked.at("/alarm/id").asText()).isEqualTo(name + "-bad~gas-leak");
    }

    @Test
    void whatWasRefusedIsToldWhenTheReceiverTakesMessagesAgain() {
        server.answers(request -> HttpResponse.of(HttpStatus.UNAUTHORIZED));
        setup.receivers(webhook("strict", server));
        try (Outward outward = setup.start()) {
            awaitUp(outward, 1);
            city.log().put(Notices.raised(name + "-1", Severity.HIGH, ONSET));
            city.log().put(Notices.raised(name + "-2", Severity.HIGH, ONSET + 1));
            // The second is tried though the first was refused; after that the first is tried now and then.
            await().until(() -> server.requests().stream()
                    .anyMatch(request -> OutsideServer.id(request).contains("-2~")));
            await().untilAsserted(
                            () -> assertThat(outward.standings().get(0).state()).isEqualTo(Standing.State.REFUSING));

            server.takes();

            await().untilAsserted(() -> assertThat(server.taken())
                    .containsExactly(name + "-1~gas-leak~" + ONSET, name + "-2~gas-leak~" + (ONSET + 1)));
            await().untilAsserted(
                            () -> assertThat(outward.standings().get(0).state()).isEqualTo(Standing.State.UP));
            assertThat(outward.standings().get(0).parked()).isZero();
        }
    }

    @Test
    void whatIsRefusedAloneIsParkedOnceOthersAreTaken() {
        server.answers(request -> {
            if (OutsideServer.id(request).contains("-secret~")) {
                return HttpResponse.of(HttpStatus.FORBIDDEN);
            }
            server.taken().add(OutsideServer.id(request));
            return HttpResponse.of(HttpStatus.OK);
        });
        setup.receivers(webhook("partly", server));
        try (Outward outward = setup.start()) {
            awaitUp(outward, 1);
            city.log().put(Notices.raised(name + "-secret", Severity.HIGH, ONSET));
            city.log().put(Notices.raised(name + "-open", Severity.HIGH, ONSET + 1));

            await().untilAsserted(() ->
                    assertThat(outward.standings().get(0).parked()).isEqualTo(1));
            assertThat(server.taken()).containsExactly(name + "-open~gas-leak~" + (ONSET + 1));
        }
    }

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
            server.answers(request ->
                    HttpResponse.of(ResponseHeaders.of(HttpStatus.SERVICE_UNAVAILABLE, "retry-after", "soon")));

            assertThat(courier.send(call, dialect)).isEqualTo(Verdict.later("HTTP 503"));
        }
    }

    @Test
    void robotsErrorWithStatus200IsAFailureAndNonsenseIsTriedAgain() {
        List<String> answers = new ArrayList<>(List.of(
                "<html>please sign in</html>",
                "{\"errcode\":-1,\"errmsg\":\"system busy\"}",
                "{\"errcode\":0,\"errmsg\":\"ok\"}"));
        server.answers(request ->
                HttpResponse.of(MediaType.JSON_UTF_8, answers.size() > 1 ? answers.remove(0) : answers.get(0)));
        setup.receivers("{\"id\": \"ding\", \"type\": \"dingtalk\", \"url\": \"" + server.url()
                + "/robot/send?access_token={token}\", \"token\": \"file:robot\", \"secret\": \"file:hook\"}");
        try (Outward outward = setup.start()) {
            awaitUp(outward, 1);
            city.log().put(Notices.raised(name, Severity.CRITICAL, ONSET));

            await().untilAsserted(() ->
                    assertThat(outward.standings().get(0).delivered()).isEqualTo(1));
        }
        assertThat(server.requests()).hasSize(3);
        AggregatedHttpRequest last = server.requests().get(2);
        assertThat(last.path())
                .startsWith("/robot/send?access_token=" + TOKEN + "&timestamp=")
                .containsPattern("&sign=[A-Za-z0-9%._-]+%3D$");
    }

    @Test
    void robotGetsOneMessageForManyWhenItsPaceAsksForIt() {
        server.takesWith("{\"errcode\":0}");
        setup.receivers("{\"id\": \"wecom\", \"type\": \"wecom\", \"url\": \"" + server.url()
                + "/send?key={token}\", \"token\": \"file:robot\", \"perMinute\": 3}");
        List<String> unused = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            putEpisode(name + "-before-" + i, ONSET + i, unused);
        }
        try (Outward outward = setup.start()) {
            awaitUp(outward, 1);
        }
        for (int i = 0; i < 20; i++) {
            city.log().put(Notices.raised(name + "-" + i, Severity.HIGH, ONSET + 100 + i));
        }
        try (Outward outward = setup.start()) {
            await().untilAsserted(() ->
                    assertThat(outward.standings().get(0).delivered()).isEqualTo(20));
        }
        assertThat(server.requests()).hasSizeLessThanOrEqualTo(3);
        String all = server.requests().stream()
                .map(AggregatedHttpRequest::contentUtf8)
                .reduce("", String::concat);
        for (int i = 0; i < 20; i++) {
            assertThat(all).contains(name + "-" + i);
        }
        assertThat(all).doesNotContain("-before-");
    }

    @Test
    void capReceiverGetsValidDocumentsUntilTheCancellation() {
        server.takes();
        setup.receivers("{\"id\": \"cap\", \"type\": \"cap\", \"url\": \"" + server.url() + "/cap\"}");
        try (Outward outward = setup.start()) {
            awaitUp(outward, 1);
            putEpisode(name, ONSET, new ArrayList<>());

            await().until(() -> server.taken().size() == 2);
        }
        assertThat(server.requests())
                .allSatisfy(request -> assertThat(request.contentType()).hasToString("application/cap+xml"))
                .extracting(request -> CapSchema.parse(request.content().array())
                        .getElementsByTagNameNS("*", "msgType")
                        .item(0)
                        .getTextContent())
                .containsExactly("Alert", "Cancel");
    }

    @Test
    void fileIsReadAnewAndAWrongOneChangesNothing() {
        server.takes();
        other.takes();
        setup.receivers(webhook("first", server));
        try (Outward outward = setup.start()) {
            awaitUp(outward, 1);
            setup.receivers("{\"id\": \"first\"}");
            await().until(() -> setup.board().problem() != null);
            assertThat(setup.board().problem()).contains("receivers[0].type: is missing");
            city.log().put(Notices.raised(name + "-1", Severity.HIGH, ONSET));
            await().until(() -> server.taken().size() == 1);

            setup.receivers(webhook("first", server), webhook("second", other));
            awaitUp(outward, 2);
            city.log().put(Notices.raised(name + "-2", Severity.HIGH, ONSET + 1));

            await().until(() -> server.taken().size() == 2);
            // A new receiver is told of what happens from then on.
            await().untilAsserted(() -> assertThat(other.taken()).containsExactly(name + "-2~gas-leak~" + (ONSET + 1)));
            assertThat(setup.board().problem()).isNull();
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

    private static String webhook(String id, OutsideServer server) {
        return webhook(id, server.url());
    }

    private static String webhook(String id, String url) {
        return "{\"id\": \"" + id + "\", \"type\": \"webhook\", \"url\": \"" + url
                + "/hook\", \"secret\": \"file:hook\"}";
    }

    private static void awaitUp(Outward outward, int receivers) {
        await().until(() -> outward.standings().size() == receivers
                && outward.standings().stream().allMatch(standing -> standing.state() == Standing.State.UP));
    }

    /** An alarm that is raised and cleared, and with a comment between that nobody outside is told of. */
    private static void putEpisode(String device, long t, List<String> ids) {
        Alarm raised = Notices.raised(device, Severity.HIGH, t);
        Alarm noted = Notices.step(raised, "comment", AlarmState.UNACK, Severity.HIGH, t + 1, "…");
        Alarm over = Notices.step(noted, "clear", AlarmState.RTNUN, Severity.HIGH, t + 2);
        List.of(raised, noted, over).forEach(city.log()::put);
        ids.add(device + "~gas-leak~" + t);
        ids.add(device + "~gas-leak~" + (t + 2));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
