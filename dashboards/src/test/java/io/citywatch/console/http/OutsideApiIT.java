package io.citywatch.console.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.citywatch.console.access.Role;
import io.citywatch.console.testkit.Alarms;
import io.citywatch.console.testkit.ApiClient;
import io.citywatch.console.testkit.ApiClient.Answer;
import io.citywatch.console.testkit.ConsoleFixture;
import io.citywatch.outward.testkit.CapSchema;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** CAP documents and the state of the receivers over HTTP, with the console's rules of access. */
class OutsideApiIT {
    private static final long ONSET = 1_676_339_400_000L;

    private static ConsoleFixture city;
    private static ApiClient viewer;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        city = ConsoleFixture.start(folder, "http://127.0.0.1:1", null);
        viewer = city.api(Role.VIEWER);
        city.log().put(Alarms.gas("stands", Severity.CRITICAL, ONSET));
        city.log()
                .put(Alarms.step(
                        Alarms.gas("over", Severity.HIGH, ONSET), AlarmState.NORM, "clear", null, null, ONSET + 5));
        await().until(() -> viewer.get("/api/alarms/over~gas-leak").status() == 200);
    }

    @AfterAll
    static void stop() {
        city.close();
    }

    @Test
    void alarmIsServedAsAValidDocument() {
        Answer answer = viewer.get("/api/alarms/stands~gas-leak/cap");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.response().headers().firstValue("content-type").orElse(""))
                .startsWith("application/cap+xml");
        assertThat(text(cap(answer), "msgType")).isEqualTo("Alert");
        assertThat(text(cap(viewer.get("/api/alarms/over~gas-leak/cap")), "msgType"))
                .isEqualTo("Cancel");
        assertThat(viewer.get("/api/alarms/nobody~gas-leak/cap").status()).isEqualTo(404);
    }

    @Test
    void feedListsWhatStands() {
        Answer answer = viewer.get("/api/cap");

        Document feed = CapSchema.parseAny(answer.response().body().getBytes(StandardCharsets.UTF_8));
        assertThat(feed.getElementsByTagNameNS("*", "entry").getLength()).isEqualTo(1);
        String href = feed.getElementsByTagNameNS("*", "link")
                .item(0)
                .getAttributes()
                .getNamedItem("href")
                .getNodeValue();
        assertThat(text(cap(viewer.get(href)), "identifier")).isEqualTo("stands~gas-leak~" + ONSET);
    }

    @Test
    void whoIsNotSignedInGetsNothingAndReceiversAreForEngineers() throws IOException {
        ApiClient nobody = new ApiClient(city.url(), null);

        assertThat(nobody.get("/api/cap").status()).isEqualTo(401);
        assertThat(nobody.get("/api/alarms/stands~gas-leak/cap").status()).isEqualTo(401);
        assertThat(viewer.get("/api/receivers").status()).isEqualTo(403);
        assertThat(city.api(Role.ENGINEER).get("/api/receivers").json().path("receivers"))
                .isEmpty();
    }

    private static Document cap(Answer answer) {
        return CapSchema.parse(answer.response().body().getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Document document, String element) {
        return document.getElementsByTagNameNS("*", element).item(0).getTextContent();
    }
}
