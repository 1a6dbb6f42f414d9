package io.citywatch.outward.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.citywatch.outward.Outward;
import io.citywatch.outward.testkit.Notices;
import io.citywatch.outward.testkit.OutsideCity;
import io.citywatch.outward.testkit.OutsideServer;
import io.citywatch.standalone.embedded.testkit.LogLines;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.Severity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** A real log, and receivers on loopback that answer as a test wants it; no secret may be in any line of a log. */
abstract class OutsideFixture {
    static final String SECRET = "s3cret-of-the-webhook";
    static final String TOKEN = "t0ken-of-the-robot";
    static final ObjectMapper MAPPER = new ObjectMapper();

    static OutsideCity city;

    static OutsideServer server;
    static OutsideServer other;

    private final LogLines lines = LogLines.record();
    OutsideCity.Setup setup;
    /** Each test has devices of its own. */
    String name;

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

    static String webhook(String id, OutsideServer server) {
        return webhook(id, server.url());
    }

    static String webhook(String id, String url) {
        return "{\"id\": \"" + id + "\", \"type\": \"webhook\", \"url\": \"" + url
                + "/hook\", \"secret\": \"file:hook\"}";
    }

    static void awaitUp(Outward outward, int receivers) {
        await().until(() -> outward.standings().size() == receivers
                && outward.standings().stream().allMatch(standing -> standing.state() == Standing.State.UP));
    }

    /** An alarm that is raised and cleared, and with a comment between that nobody outside is told of. */
    static void putEpisode(String device, long t, List<String> ids) {
        Alarm raised = Notices.raised(device, Severity.HIGH, t);
        Alarm noted = Notices.step(raised, "comment", AlarmState.UNACK, Severity.HIGH, t + 1, "…");
        Alarm over = Notices.step(noted, "clear", AlarmState.RTNUN, Severity.HIGH, t + 2);
        List.of(raised, noted, over).forEach(city.log()::put);
        ids.add(device + "~gas-leak~" + t);
        ids.add(device + "~gas-leak~" + (t + 2));
    }
}
