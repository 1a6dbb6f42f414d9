package io.citywatch.console.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.citywatch.console.access.Role;
import io.citywatch.console.testkit.Alarms;
import io.citywatch.console.testkit.ApiClient;
import io.citywatch.console.testkit.ConsoleFixture;
import io.citywatch.console.testkit.SampleCity;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.census.Step;
import io.citywatch.telemetry.census.TargetProgress;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The event stream and the signs of life, against a real log. */
class LiveFeedIT {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static ConsoleFixture city;
    private static ApiClient viewer;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        city = ConsoleFixture.start(folder, "http://127.0.0.1:1", null);
        SampleCity.fill(city.log(), System.currentTimeMillis());
        viewer = city.api(Role.VIEWER);
        await().until(() -> viewer.get("/api/devices/pk-sy-0451").status() == 200);
    }

    @AfterAll
    static void stop() {
        city.close();
    }

    @Test
    void streamBeginsWithThePresentState() {
        try (Listener listener = new Listener()) {
            await().until(() -> listener.events.size() >= 4);

            assertThat(listener.events.subList(0, 4))
                    .extracting(Event::name)
                    .containsExactly("hello", "state", "alarms", "census");
            assertThat(listener.events.get(0).json().get("role").asText()).isEqualTo("viewer");
            assertThat(listener.events.get(0).json().at("/units/gasLel").asText())
                    .isEqualTo("% LEL");
            assertThat(listener.events.get(2).json().get("alarms").toString()).contains("gas-sy-00042~gas-leak");
        }
    }

    @Test
    void changesFollow() {
        try (Listener listener = new Listener()) {
            await().until(() -> !listener.named("census").isEmpty());

            Alarm alarm = Alarms.gas("s-1", Severity.CRITICAL, System.currentTimeMillis());
            city.log().put(alarm);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> !listener.named("alarm").isEmpty());
            assertThat(listener.named("alarm").get(0).get("id").asText()).isEqualTo(alarm.id());
            city.log().put(SampleCity.birth("s-1", FacilityKind.GAS, "410811", "a", "塔南路 1 号"));
            await().until(() -> listener.named("alarm").size() == 2);
            assertThat(listener.named("alarm").get(1).get("address").asText()).isEqualTo("塔南路 1 号");

            city.log()
                    .put(new TargetProgress(
                            "parking-bays",
                            1000,
                            Map.of(Step.COMMISSIONED, 999.0),
                            List.of(),
                            null,
                            System.currentTimeMillis()));
            await().until(() -> listener.named("census")
                    .get(listener.named("census").size() - 1)
                    .toString()
                    .contains("\"done\":999"));
        }
    }

    @Test
    void readingsAreSampledAndTicksAreNone() {
        try (Listener listener = new Listener()) {
            await().until(() -> !listener.named("reading").isEmpty());

            long now = System.currentTimeMillis();
            city.log().tick(now);
            city.log()
                    .uplink(
                            new DeviceAddress("410811", FacilityKind.GAS, "s-2"),
                            "{\"gasLel\": 3, \"coPpm\": \"x\"}",
                            now);
            city.log().uplink(new DeviceAddress("410811", FacilityKind.GAS, "s-3"), "{\"gasLel\":", now);

            await().until(() -> listener.named("reading").stream()
                    .anyMatch(sample -> !sample.get("readings").isEmpty()));
            JsonNode reading = listener.named("reading").stream()
                    .filter(sample -> !sample.get("readings").isEmpty())
                    .findFirst()
                    .orElseThrow()
                    .get("readings");
            assertThat(reading).hasSize(1);
            assertThat(reading.at("/0/device").asText()).isEqualTo("s-2");
            assertThat(reading.at("/0/values").toString()).isEqualTo("{\"gasLel\":3.0}");
            assertThat(reading.at("/0/arrival").asLong()).isEqualTo(now);
        }
    }

    @Test
    void withoutInfluxdbTheConsoleIsHealthyAndDegraded() {
        ApiClient.Answer health = viewer.get("/health");

        assertThat(health.status()).isEqualTo(200);
        assertThat(health.json().get("status").asText()).isEqualTo("degraded");
        assertThat(health.json().at("/parts/log/status").asText()).isEqualTo("up");
        assertThat(health.json().at("/parts/influxdb/status").asText()).isEqualTo("down");
        ApiClient.Answer series = viewer.get("/api/devices/gas-sy-00042/series?metric=gasLel");
        assertThat(series.status()).isEqualTo(503);
        assertThat(series.json().get("type").asText()).endsWith(":history-away");
        assertThat(viewer.get("/api/devices/gas-sy-00042")
                        .json()
                        .get("readingMissing")
                        .asText())
                .isNotBlank();
    }

    @Test
    void metersAreServedForPrometheus() {
        String metrics = viewer.get("/metrics").response().body();

        assertThat(metrics).contains("citywatch_console_alarms_standing{severity=\"critical\"}");
        assertThat(metrics).contains("citywatch_console_view_records_total{topic=\"citywatch.alarms\"}");
    }

    /** One event of the stream. */
    record Event(String name, JsonNode json) {}

    /** Listens until it is closed. */
    private static final class Listener implements AutoCloseable {
        private final List<Event> events = new CopyOnWriteArrayList<>();
        private final Stream<String> lines;

        Listener() {
            try {
                lines = viewer.lines("/api/stream");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            Thread reader = new Thread(this::read, "listener");
            reader.setDaemon(true);
            reader.start();
        }

        private void read() {
            String[] name = new String[1];
            try {
                lines.forEach(line -> {
                    if (line.startsWith("event: ")) {
                        name[0] = line.substring("event: ".length());
                    } else if (line.startsWith("data: ")) {
                        events.add(new Event(name[0], tree(line.substring("data: ".length()))));
                    }
                });
            } catch (UncheckedIOException e) {
                // The stream was closed.
            }
        }

        private static JsonNode tree(String json) {
            try {
                return MAPPER.readTree(json);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        List<JsonNode> named(String name) {
            return events.stream()
                    .filter(event -> event.name().equals(name))
                    .map(Event::json)
                    .toList();
        }

        @Override
        public void close() {
            lines.close();
        }
    }
}
