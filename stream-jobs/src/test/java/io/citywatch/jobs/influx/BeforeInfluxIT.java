package io.citywatch.jobs.influx;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.citywatch.jobs.influx.InfluxOptions.Api;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What stands between the platform and InfluxDB, and answers in its place. */
class BeforeInfluxIT {
    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    private static final String LINES = "gas,device=gas-1,district=410811 gasLel=3.2 1676339400000000000\n";
    private static final String PAGE = "<html>please sign in</html>";

    @BeforeEach
    void forget() {
        SERVER.resetAll();
    }

    @ParameterizedTest
    @EnumSource(Api.class)
    void aRedirectionIsNotFollowedAndTakesNoPoints(Api api) {
        answers(aResponse().withStatus(302).withHeader("Location", "/login"));
        SERVER.stubFor(any(urlPathEqualTo("/login")).willReturn(page(200).withBody(PAGE)));

        assertThat(failure(api).outcome()).isEqualTo(WriteOutcome.UNEXPECTED);
        SERVER.verify(0, anyRequestedFor(urlPathEqualTo("/login")));
    }

    @ParameterizedTest
    @EnumSource(Api.class)
    void aPageForPeopleTakesNoPoints(Api api) {
        answers(page(200).withBody(PAGE));

        assertThat(failure(api).outcome()).isEqualTo(WriteOutcome.UNEXPECTED);
    }

    @ParameterizedTest
    @EnumSource(
            value = Api.class,
            names = {"V1", "V2"})
    void whatAProxyDoesNotTakeIsNotRefusedByTheStore(Api api) {
        String words = "<html><h1>400 The plain HTTP request was sent to HTTPS port</h1></html>";
        answers(page(400).withBody(words));

        StoreException failure = failure(api);

        assertThat(failure.outcome()).isEqualTo(WriteOutcome.UNEXPECTED);
        assertThat(failure.words()).isEqualTo(words);
        answers(aResponse().withStatus(400).withBody("{\"message\":\"Bad Request\"}"));
        assertThat(failure(api).outcome()).isEqualTo(WriteOutcome.UNEXPECTED);
        answers(page(404).withBody("no such host"));
        assertThat(failure(api).outcome()).isEqualTo(WriteOutcome.UNEXPECTED);
    }

    @Test
    void whoAnswersThatTheServerIsAwayIsNotTakenForIt() throws Exception {
        answers(page(502).withBody("<html>Bad Gateway</html>"));
        InfluxOptions options = options(Api.AUTO);
        try (PointStore store = new InfluxStore(options);
                PointStore rollUps = new RollUpStore(options, "hours", Duration.ofDays(3650))) {
            assertThat(failure(store).outcome()).isEqualTo(WriteOutcome.OVERLOADED);
            assertThat(failure(rollUps).outcome()).isEqualTo(WriteOutcome.OVERLOADED);

            influxDb1Answers();
            store.write(LINES);
            rollUps.write(LINES);
        }
        SERVER.verify(postRequestedFor(urlPathEqualTo("/write")).withQueryParam("rp", equalTo("hours")));
        SERVER.verify(2, postRequestedFor(urlPathEqualTo("/write")).withRequestBody(equalTo(LINES)));
    }

    @Test
    void aServerThatNamesNoVersionIsAskedAgainAndAnInfluxDbIsNot() throws Exception {
        answers(aResponse().withStatus(200).withBody("OK"));
        AtomicLong nanos = new AtomicLong();
        InfluxServer server = new InfluxServer(options(Api.AUTO), nanos::get);
        assertThat(server.kind()).isEqualTo(ServerKind.OTHER);
        influxDb1Answers();
        assertThat(server.kind()).isEqualTo(ServerKind.OTHER);

        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(server.kind()).isEqualTo(ServerKind.INFLUXDB_1);

        answers(aResponse().withStatus(200).withBody("OK"));
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(server.kind()).isEqualTo(ServerKind.INFLUXDB_1);
    }

    private static StoreException failure(Api api) {
        try (PointStore store = new InfluxStore(options(api))) {
            return failure(store);
        }
    }

    private static StoreException failure(PointStore store) {
        return catchThrowableOfType(StoreException.class, () -> store.write(LINES));
    }

    private static void answers(ResponseDefinitionBuilder answer) {
        SERVER.stubFor(any(anyUrl()).willReturn(answer));
    }

    private static void influxDb1Answers() {
        answers(aResponse().withStatus(204).withHeader("X-Influxdb-Version", "1.6.7"));
    }

    private static ResponseDefinitionBuilder page(int status) {
        return aResponse().withStatus(status).withHeader("Content-Type", "text/html; charset=utf-8");
    }

    private static InfluxOptions options(Api api) {
        return new InfluxOptions(
                "http://127.0.0.1:" + SERVER.getPort(), api, "citywatch", null, null, InfluxOptions.Batching.DEFAULT);
    }
}
