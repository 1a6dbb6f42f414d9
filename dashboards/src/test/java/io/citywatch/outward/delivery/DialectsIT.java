package io.citywatch.outward.delivery;

import static io.citywatch.outward.testkit.Notices.ONSET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.MediaType;
import io.citywatch.outward.Outward;
import io.citywatch.outward.testkit.CapSchema;
import io.citywatch.outward.testkit.Notices;
import io.citywatch.outward.webhook.WebhookSignature;
import io.citywatch.telemetry.alarm.Severity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What each type of receiver gets of alarms from a real log, and how its answers are taken. */
class DialectsIT extends OutsideFixture {
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
}
