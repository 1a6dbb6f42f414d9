package io.citywatch.jobs.influx;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.noContent;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.citywatch.jobs.influx.InfluxOptions.Api;
import io.citywatch.jobs.influx.InfluxOptions.Compression;
import io.citywatch.jobs.testkit.InfluxQl;
import io.citywatch.standalone.embedded.InfluxdOptions;
import io.citywatch.standalone.embedded.InfluxdProcess;
import io.citywatch.standalone.embedded.testkit.VictoriaMetricsProcess;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Both APIs, and which of them a server speaks. */
class InfluxStoreIT {
    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    private static final String LINES = "gas,device=gas-1,district=410811 gasLel=3.2 1676339400000000000\n"
            + "gas,device=gas-2,district=410811 gasLel=0.5,valveOpen=true 1676339400001000000\n";

    @Test
    void influxDb1IsFoundToSpeakV1(@TempDir Path folder) throws Exception {
        try (InfluxdProcess influxd = InfluxdProcess.start(InfluxdOptions.in(folder));
                PointStore store = new InfluxStore(options(influxd.url().toString(), Api.AUTO, Compression.ON))) {
            StoreException missing = catchThrowableOfType(StoreException.class, () -> store.write(LINES));
            assertThat(missing.outcome()).isEqualTo(WriteOutcome.NO_DATABASE);
            store.createDatabase();

            store.write(LINES);

            assertThat(new InfluxQl(influxd.url()).count("gas", "gasLel")).isEqualTo(2);
        }
    }

    @Test
    void victoriaMetricsIsFoundToSpeakV2(@TempDir Path folder) throws Exception {
        try (VictoriaMetricsProcess server = VictoriaMetricsProcess.start(folder);
                PointStore store = new InfluxStore(options(server.url().toString(), Api.AUTO, Compression.ON))) {
            store.write(LINES);

            assertThat(server.export("gas_gasLel"))
                    .contains("\"device\":\"gas-1\"", "\"district\":\"410811\"", "3.2", "1676339400000")
                    .contains("\"device\":\"gas-2\"");
        }
    }

    @Test
    void influxDb2IsFoundToSpeakV2AndGetsItsTokenItsOrganizationAndItsBucket() throws Exception {
        SERVER.stubFor(get(urlPathEqualTo("/ping")).willReturn(noContent().withHeader("X-Influxdb-Version", "v2.7.1")));
        SERVER.stubFor(post(urlPathEqualTo("/api/v2/write")).willReturn(noContent()));

        try (PointStore store = new InfluxStore(here(null, Compression.ON))) {
            store.write(LINES);
        }
        try (PointStore store = new InfluxStore(here(new InfluxOptions.Token("jiaozuo", "s3cret"), Compression.OFF))) {
            store.write(LINES);
        }

        SERVER.verify(postRequestedFor(urlPathEqualTo("/api/v2/write"))
                .withHeader("Content-Encoding", equalTo("gzip"))
                .withQueryParam("bucket", equalTo("citywatch"))
                .withQueryParam("precision", equalTo("ns")));
        SERVER.verify(postRequestedFor(urlPathEqualTo("/api/v2/write"))
                .withHeader("Authorization", equalTo("Token s3cret"))
                .withQueryParam("org", equalTo("jiaozuo"))
                .withRequestBody(equalTo(LINES)));
    }

    @Test
    void whatV2AnswersIsToldApartAndComesWithTheServersWords() {
        try (PointStore store = new InfluxV2Store(here(null, Compression.OFF))) {
            answer(400, "{\"code\":\"invalid\",\"message\":\"partial write error (1 written): field type conflict\"}");
            StoreException refusal = catchThrowableOfType(StoreException.class, () -> store.write(LINES));
            assertThat(refusal.outcome()).isEqualTo(WriteOutcome.REFUSED);
            assertThat(refusal.words()).isEqualTo("partial write error (1 written): field type conflict");

            answer(401, "{\"code\":\"unauthorized\",\"message\":\"unauthorized access\"}");
            assertThat(outcome(store)).isEqualTo(WriteOutcome.NOT_ALLOWED);
            answer(404, "{\"code\":\"not found\",\"message\":\"bucket \\\"citywatch\\\" not found\"}");
            assertThat(outcome(store)).isEqualTo(WriteOutcome.NO_DATABASE);
            answer(413, "{\"code\":\"request too large\",\"message\":\"too large\"}");
            assertThat(outcome(store)).isEqualTo(WriteOutcome.TOO_LARGE);
            answer(429, "");
            assertThat(outcome(store)).isEqualTo(WriteOutcome.OVERLOADED);
            SERVER.stubFor(post(urlPathEqualTo("/api/v2/write"))
                    .willReturn(aResponse().withStatus(429).withHeader("Retry-After", "12")));
            StoreException busy = catchThrowableOfType(StoreException.class, () -> store.write(LINES));
            assertThat(busy.askedPause()).isEqualTo(Duration.ofSeconds(12));
            answer(503, "<html>no server here</html>");
            assertThat(outcome(store)).isEqualTo(WriteOutcome.OVERLOADED);
        }
        try (PointStore nobody = new InfluxStore(options("http://127.0.0.1:9", Api.AUTO, Compression.OFF))) {
            assertThat(outcome(nobody)).isEqualTo(WriteOutcome.UNREACHABLE);
        }
    }

    @Test
    void aMissingBucketIsCreatedInTheOrganization() throws Exception {
        SERVER.stubFor(get(urlPathEqualTo("/ping")).willReturn(noContent().withHeader("X-Influxdb-Version", "v2.7.1")));
        SERVER.stubFor(get(urlPathEqualTo("/api/v2/orgs"))
                .willReturn(okJson(
                        "{\"orgs\":[{\"id\":\"0a\",\"name\":\"other\"},{\"id\":\"0b\",\"name\":\"jiaozuo\"}]}")));
        SERVER.stubFor(post(urlPathEqualTo("/api/v2/buckets"))
                .willReturn(aResponse()
                        .withStatus(201)
                        .withHeader("Content-Type", "application/json")
                        .withBody("{\"id\":\"1\",\"name\":\"citywatch\",\"retentionRules\":[]}")));

        try (PointStore store =
                new InfluxV2Store(here(new InfluxOptions.Token("jiaozuo", "s3cret"), Compression.OFF))) {
            store.createDatabase();
        }

        SERVER.verify(postRequestedFor(urlPathEqualTo("/api/v2/buckets"))
                .withRequestBody(matchingJsonPath("$.name", equalTo("citywatch")))
                .withRequestBody(matchingJsonPath("$.orgID", equalTo("0b"))));
    }

    @Test
    void influxDb3GetsADatabaseWithItsRetentionBeforeTheFirstHourIsWritten() throws Exception {
        SERVER.stubFor(get(urlPathEqualTo("/ping"))
                .withHeader("Authorization", equalTo("Token s3cret"))
                .willReturn(aResponse().withStatus(200).withHeader("X-Influxdb-Version", "3.4.1")));
        SERVER.stubFor(post(urlPathEqualTo("/api/v3/configure/database"))
                .withRequestBody(matchingJsonPath("$.db", equalTo("citywatch/hours")))
                .willReturn(aResponse().withStatus(200)));
        SERVER.stubFor(post(urlPathEqualTo("/api/v3/configure/database"))
                .withRequestBody(matchingJsonPath("$.db", equalTo("citywatch/minutes")))
                .willReturn(
                        aResponse().withStatus(409).withBody("attempted to create a resource that already exists")));
        SERVER.stubFor(post(urlPathEqualTo("/api/v2/write")).willReturn(noContent()));
        InfluxOptions influx = here(new InfluxOptions.Token("any", "s3cret"), Compression.OFF);

        for (String policy : new String[] {"hours", "minutes"}) {
            try (PointStore rollUps = new RollUpStore(influx, policy, Duration.ofDays(3650))) {
                rollUps.write(LINES);
            }
            SERVER.verify(postRequestedFor(urlPathEqualTo("/api/v2/write"))
                    .withQueryParam("bucket", equalTo("citywatch/" + policy)));
        }
        SERVER.verify(postRequestedFor(urlPathEqualTo("/api/v3/configure/database"))
                .withHeader("Authorization", equalTo("Token s3cret"))
                .withRequestBody(matchingJsonPath("$.db", equalTo("citywatch/hours")))
                .withRequestBody(matchingJsonPath("$.retention_period", equalTo("3650d"))));
    }

    private static WriteOutcome outcome(PointStore store) {
        return catchThrowableOfType(StoreException.class, () -> store.write(LINES))
                .outcome();
    }

    private static void answer(int status, String body) {
        SERVER.stubFor(post(urlPathEqualTo("/api/v2/write"))
                .willReturn(aResponse().withStatus(status).withBody(body)));
    }

    private static InfluxOptions here(InfluxOptions.@Nullable Token token, Compression compression) {
        return new InfluxOptions(
                "http://127.0.0.1:" + SERVER.getPort(), Api.AUTO, "citywatch", null, token, batching(compression));
    }

    private static InfluxOptions options(String url, Api api, Compression compression) {
        return new InfluxOptions(url, api, "citywatch", null, null, batching(compression));
    }

    private static InfluxOptions.Batching batching(Compression compression) {
        return new InfluxOptions.Batching(100, 2, Duration.ofMillis(100), compression);
    }
}
