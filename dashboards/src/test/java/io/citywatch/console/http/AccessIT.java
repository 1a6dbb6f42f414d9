package io.citywatch.console.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.citywatch.console.access.Role;
import io.citywatch.console.testkit.Alarms;
import io.citywatch.console.testkit.ApiClient;
import io.citywatch.console.testkit.ApiClient.Answer;
import io.citywatch.console.testkit.ConsoleFixture;
import io.citywatch.telemetry.alarm.Severity;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, by what, and what the console says to the others. */
class AccessIT {
    private static ConsoleFixture city;
    private static ConsoleFixture demo;
    private static ApiClient nobody;

    @BeforeAll
    static void start(@TempDir Path folder, @TempDir Path demoFolder) throws IOException {
        city = ConsoleFixture.start(folder, "http://127.0.0.1:1", null);
        demo = ConsoleFixture.start(demoFolder, "http://127.0.0.1:1", Role.OPERATOR);
        nobody = new ApiClient(city.url(), null);
        city.log().put(Alarms.manhole("m", Severity.HIGH, 1_676_339_400_000L));
        ApiClient viewer = city.api(Role.VIEWER);
        await().until(() -> viewer.get("/api/alarms/m~manhole-tilt").status() == 200);
    }

    @AfterAll
    static void stop() {
        city.close();
        demo.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/alarms",
                "/api/alarms/m~manhole-tilt",
                "/api/census",
                "/api/devices",
                "/api/devices/m",
                "/api/devices/m/series?metric=tiltDeg",
                "/api/stream",
                "/api/session"
            })
    void apiIsClosedWithoutAToken(String path) {
        Answer answer = nobody.get(path);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().get("type").asText()).endsWith(":not-signed-in");
        assertThat(answer.response().headers().firstValue("www-authenticate").orElse(""))
                .startsWith("Bearer");
        assertThat(answer.response().headers().firstValue("cache-control").orElse(""))
                .isEqualTo("no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/health", "/metrics", "/page/main.js", "/lib/preact.js", "/lib/hooks.js"})
    void pageAndSignsOfLifeAreOpenAndGuarded(String path) {
        Answer answer = nobody.get(path);

        assertThat(answer.status()).isEqualTo(200);
        var headers = answer.response().headers();
        assertThat(headers.firstValue("content-security-policy").orElse(""))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'");
        assertThat(headers.firstValue("x-content-type-options").orElse("")).isEqualTo("nosniff");
        assertThat(headers.firstValue("set-cookie")).isEmpty();
    }

    @Test
    void unknownAddressesAndMethodsAreProblemsToo() throws IOException {
        ApiClient viewer = city.api(Role.VIEWER);

        assertThat(viewer.get("/api/unknown").json().get("status").asInt()).isEqualTo(404);
        assertThat(viewer.get("/page/unknown.js").status()).isEqualTo(404);
        assertThat(viewer.get("/page/..%2f..%2fconsole/Console.class").status()).isIn(400, 404);
        assertThat(viewer.post("/api/census", "").json().get("status").asInt()).isEqualTo(405);
    }

    @Test
    void viewerMayLookAndNotAct() throws IOException {
        ApiClient viewer = city.api(Role.VIEWER);

        Answer answer = viewer.post("/api/alarms/m~manhole-tilt/acknowledge", "");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().get("detail").asText()).contains("operator", "viewer");
    }

    @Test
    void forgedTokenIsRefusedEvenBesideAGoodSession() throws IOException {
        Answer answer = nobody.send(nobody.request("/api/alarms")
                .header("Cookie", session(city))
                .header("Authorization", "Bearer operator.x.99999999999.forged")
                .GET());

        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    void sessionOpensTheApiUntilItIsEnded() throws IOException {
        String session = session(city);
        assertThat(withSession(city, session, "/api/session").json().get("role").asText())
                .isEqualTo("operator");

        Answer signedOut = nobody.send(sameOrigin(nobody.request("/api/session").header("Cookie", session))
                .DELETE());

        assertThat(signedOut.status()).isEqualTo(204);
        assertThat(withSession(city, session, "/api/session").status()).isEqualTo(401);
    }

    @Test
    void sessionIsNoUseToScriptsAndForeignSites() throws IOException {
        assertThat(cookie(signIn(city))).containsIgnoringCase("HttpOnly").contains("SameSite=Strict", "Path=/");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-Forwarded-Proto | https",
                "X-Forwarded-Proto | https,http",
                "Forwarded | for=10.1.2.3;proto=https"
            })
    void sessionOfABrowserThatSpeaksTlsWithAProxyIsSentNoOtherWay(String header, String value) throws IOException {
        String body = "{\"token\": \"" + city.token(Role.OPERATOR) + "\"}";

        Answer encrypted =
                nobody.send(nobody.request("/api/session").header(header, value).POST(BodyPublishers.ofString(body)));

        assertThat(cookie(encrypted)).contains("; Secure");
        assertThat(cookie(signIn(city))).doesNotContain("Secure");
        Answer plain = nobody.send(nobody.request("/api/session")
                .header(header, value.replace("https", "http"))
                .POST(BodyPublishers.ofString(body)));
        assertThat(cookie(plain)).doesNotContain("Secure");
    }

    @Test
    void aRevokedTokenAndItsSessionsOpenNothingAndItsStreamEnds(@TempDir Path folder) throws Exception {
        try (ConsoleFixture platform = ConsoleFixture.start(folder, "http://127.0.0.1:1", null)) {
            String session = session(platform);
            ApiClient leaked = platform.api(Role.OPERATOR);
            ApiClient other = platform.api(Role.VIEWER);
            assertThat(leaked.get("/api/alarms").status()).isEqualTo(200);
            try (Stream<String> events = leaked.lines("/api/stream")) {
                CompletableFuture<Long> untilItEnds = CompletableFuture.supplyAsync(events::count);

                Files.writeString(folder.resolve("keys/console-revoked"), "operator/test\n");

                assertThat(untilItEnds).succeedsWithin(Duration.ofMinutes(1));
            }

            assertThat(leaked.get("/api/alarms").status()).isEqualTo(401);
            assertThat(withSession(platform, session, "/api/session").status()).isEqualTo(401);
            assertThat(other.get("/api/alarms").status()).isEqualTo(200);
        }
    }

    @Test
    void foreignPageCannotActWithASession() throws IOException {
        String session = session(city);
        String path = "/api/alarms/m~manhole-tilt/shelve";

        for (HttpRequest.Builder foreign : List.of(
                nobody.request(path),
                nobody.request(path).header("Origin", "http://evil.example"),
                nobody.request(path).header("Origin", "null"),
                nobody.request(path).header("Sec-Fetch-Site", "cross-site"),
                nobody.request(path).header("Sec-Fetch-Site", "same-site").header("Origin", city.url()))) {
            Answer answer = nobody.send(foreign.header("Cookie", session).POST(BodyPublishers.noBody()));
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.json().get("type").asText()).endsWith(":foreign-origin");
        }
        Answer own = nobody.send(
                sameOrigin(nobody.request(path).header("Cookie", session)).POST(BodyPublishers.noBody()));
        assertThat(own.json().get("type").asText()).endsWith(":incomplete");
    }

    @Test
    void nameThatWasPointedHereIsNotTheConsoles() throws IOException {
        String answer = asHost(city, "evil.example:" + city.port(), "/api/alarms", "Cookie: " + session(city));

        assertThat(answer).startsWith("HTTP/1.1 403").contains(":foreign-host");
    }

    @Test
    void demonstrationSignsABrowserOnThisMachineIn() {
        ApiClient browser = new ApiClient(demo.url(), null);
        String cookie =
                browser.get("/").response().headers().firstValue("set-cookie").orElseThrow();

        Answer answer = withSession(demo, cookie.split(";")[0], "/api/session");

        assertThat(answer.json().get("role").asText()).isEqualTo("operator");
    }

    @Test
    void demonstrationSignsNobodyElseIn() throws IOException {
        ApiClient browser = new ApiClient(demo.url(), null);

        for (HttpRequest.Builder other : List.of(
                browser.request("/").header("X-Forwarded-For", "10.1.2.3"),
                browser.request("/").header("Forwarded", "for=10.1.2.3"),
                browser.request("/").header("X-Real-IP", "10.1.2.3"),
                browser.request("/").header("X-Forwarded-Proto", "https"),
                browser.request("/").header("Via", "1.1 balancer"))) {
            assertThat(browser.send(other.GET()).response().headers().firstValue("set-cookie"))
                    .isEmpty();
        }
        assertThat(asHost(demo, "evil.example", "/", "Accept: */*"))
                .startsWith("HTTP/1.1 200")
                .doesNotContainIgnoringCase("set-cookie");
        assertThat(browser.get("/api/alarms").status()).isEqualTo(401);
    }

    @Test
    void sessionOfOnePlatformIsNoneOfAnother() throws IOException {
        assertThat(withSession(demo, session(city), "/api/session").status()).isEqualTo(401);
    }

    private static Answer signIn(ConsoleFixture platform) throws IOException {
        return new ApiClient(platform.url(), null)
                .post("/api/session", "{\"token\": \"" + platform.token(Role.OPERATOR) + "\"}");
    }

    private static String session(ConsoleFixture platform) throws IOException {
        return cookie(signIn(platform)).split(";")[0];
    }

    private static String cookie(Answer answer) {
        return answer.response().headers().firstValue("set-cookie").orElseThrow();
    }

    /** The whole answer to a request that takes the console for another host; Java's own client does not lie so. */
    private static String asHost(ConsoleFixture platform, String host, String path, String header) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", platform.port())) {
            String request =
                    "GET %s HTTP/1.1\r\nHost: %s\r\n%s\r\nConnection: close\r\n\r\n".formatted(path, host, header);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Answer withSession(ConsoleFixture platform, String cookie, String path) {
        ApiClient client = new ApiClient(platform.url(), null);
        return client.send(client.request(path).header("Cookie", cookie).GET());
    }

    private static HttpRequest.Builder sameOrigin(HttpRequest.Builder request) {
        return request.header("Origin", city.url()).header("Sec-Fetch-Site", "same-origin");
    }
}
