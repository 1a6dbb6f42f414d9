package io.citywatch.jobs.influx;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.noContent;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the store makes of a server's answers. */
class InfluxV1StoreIT {
    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    private PointStore store;

    @BeforeEach
    void open() {
        store = new InfluxV1Store(InfluxOptions.of("http://127.0.0.1:" + SERVER.getPort()));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void linesAreWrittenAsTheyAreInMilliseconds() throws Exception {
        SERVER.stubFor(post(urlPathEqualTo("/write")).willReturn(noContent()));

        store.write("gas,device=气 gasLel=3.2 1676339400000000000\n");

        SERVER.verify(postRequestedFor(urlPathEqualTo("/write"))
                .withQueryParam("db", equalTo("citywatch"))
                .withQueryParam("precision", equalTo("n"))
                .withRequestBody(equalTo("gas,device=气 gasLel=3.2 1676339400000000000\n")));
    }

    @Test
    void aRefusalComesWithTheServersWords() {
        answer(400, "{\"error\":\"partial write: field type conflict dropped=1\"}");

        StoreException refusal = refusal();

        assertThat(refusal.outcome()).isEqualTo(WriteOutcome.REFUSED);
        assertThat(refusal.words()).isEqualTo("partial write: field type conflict dropped=1");
    }

    @Test
    void theAnswerOfAProxyIsUnderstoodToo() {
        answer(503, "<html>no server here</html>");

        StoreException refusal = refusal();

        assertThat(refusal.outcome()).isEqualTo(WriteOutcome.OVERLOADED);
        assertThat(refusal.words()).isEqualTo("<html>no server here</html>");
    }

    @Test
    void aMissingDatabaseIsToldFromEverythingElse() {
        answer(404, "{\"error\":\"database not found: \\\"citywatch\\\"\"}");

        assertThat(refusal().outcome()).isEqualTo(WriteOutcome.NO_DATABASE);
    }

    @Test
    void aConnectionThatBreaksIsAServerThatIsAway() {
        SERVER.stubFor(
                post(urlPathEqualTo("/write")).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));

        assertThat(refusal().outcome()).isEqualTo(WriteOutcome.UNREACHABLE);
    }

    @Test
    void aServerThatLetsNobodyCreateADatabaseSaysSo() {
        SERVER.stubFor(post(urlPathEqualTo("/query"))
                .willReturn(aResponse().withStatus(403).withBody("{\"error\":\"not allowed\"}")));

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.createDatabase())
                .satisfies(e -> assertThat(e.outcome()).isEqualTo(WriteOutcome.NOT_ALLOWED));
    }

    private StoreException refusal() {
        return catchThrowableOfType(StoreException.class, () -> store.write("gas gasLel=1.0 1\n"));
    }

    private static void answer(int status, String body) {
        SERVER.stubFor(post(urlPathEqualTo("/write"))
                .willReturn(aResponse().withStatus(status).withBody(body)));
    }
}
