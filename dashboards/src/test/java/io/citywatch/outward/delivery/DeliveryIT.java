package io.citywatch.outward.delivery;

import static io.citywatch.outward.testkit.Notices.ONSET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import io.citywatch.outward.Outward;
import io.citywatch.outward.meter.OutwardMeter;
import io.citywatch.outward.testkit.Notices;
import io.citywatch.outward.testkit.OutsideServer;
import io.citywatch.telemetry.alarm.Severity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Alarms from a real log to receivers that are well, away, slow or wrong: each gets all it can use, in order, and delays nobody. */
class DeliveryIT extends OutsideFixture {
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
    void whatIsParkedIsInTheLogBeforeTheNextIsTold() throws Exception {
        server.answers(request -> {
            if (OutsideServer.id(request).contains("-bad~")) {
                return HttpResponse.of(HttpStatus.UNPROCESSABLE_ENTITY);
            }
            server.taken().add(OutsideServer.id(request));
            return HttpResponse.of(HttpStatus.OK);
        });
        setup.receivers(webhook("careful", server));
        city.undeliveredTakes(false);
        try (Outward outward = setup.start()) {
            awaitUp(outward, 1);
            city.log().put(Notices.raised(name + "-bad", Severity.HIGH, ONSET));
            city.log().put(Notices.raised(name + "-good", Severity.HIGH, ONSET + 1));
            // It is told anew, as long as the log does not take what it can't use.
            await().until(() -> server.requests().size() >= 2);
            assertThat(server.taken()).isEmpty();

            city.undeliveredTakes(true);

            await().until(() -> server.taken().size() == 1);
            assertThat(MAPPER.readTree(city.undelivered("careful")).path("id").asText())
                    .isEqualTo(name + "-bad~gas-leak~" + ONSET);
        } finally {
            city.undeliveredTakes(true);
        }
    }

    @Test
    void afterAMistakeOfThePlatformTheReceiverIsToldAnew() {
        server.takes();
        setup.receivers(webhook("unlucky", server));
        AtomicBoolean mistaken = new AtomicBoolean(true);
        List<String> expected = new ArrayList<>();
        try (Outward outward = setup.start(device -> {
            if (mistaken.get()) {
                throw new IllegalStateException("a mistake");
            }
            return null;
        })) {
            awaitUp(outward, 1);
            putEpisode(name, ONSET, expected);
            await().until(() ->
                    String.valueOf(outward.standings().get(0).problem()).contains("IllegalStateException"));

            mistaken.set(false);

            await().untilAsserted(() -> assertThat(server.taken()).containsExactlyElementsOf(expected));
            await().untilAsserted(
                            () -> assertThat(outward.standings().get(0).state()).isEqualTo(Standing.State.UP));
        }
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
    void aMessageAtWhichTheReceiverFailsIsParkedOnceOthersAreTaken() {
        server.answers(request -> {
            if (OutsideServer.id(request).contains("-poison~")) {
                return HttpResponse.of(HttpStatus.INTERNAL_SERVER_ERROR);
            }
            server.taken().add(OutsideServer.id(request));
            return HttpResponse.of(HttpStatus.OK);
        });
        setup.receivers(webhook("fragile", server));
        try (Outward outward = setup.start()) {
            awaitUp(outward, 1);
            city.log().put(Notices.raised(name + "-poison", Severity.HIGH, ONSET));
            city.log().put(Notices.raised(name + "-open", Severity.HIGH, ONSET + 1));

            await().untilAsserted(() ->
                    assertThat(outward.standings().get(0).parked()).isEqualTo(1));
            assertThat(server.taken()).containsExactly(name + "-open~gas-leak~" + (ONSET + 1));
            assertThat(server.requests()).hasSize(11);
        }
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

    @Test
    void whoTakesTheFileAwayStopsEverything() throws IOException {
        server.takes();
        setup.receivers(webhook("first", server));
        try (Outward outward = setup.start()) {
            awaitUp(outward, 1);

            setup.removeReceivers();

            await().untilAsserted(() -> assertThat(outward.standings()).isEmpty());
            assertThat(setup.board().problem()).isNull();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
