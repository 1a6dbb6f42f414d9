package io.citywatch.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.console.access.Role;
import io.citywatch.standalone.embedded.testkit.SmallDisk;
import io.citywatch.standalone.platform.Platform;
import io.citywatch.standalone.platform.PlatformOptions;
import io.citywatch.standalone.platform.PlatformProcess;
import io.citywatch.standalone.platform.PortOptions;
import io.citywatch.standalone.platform.StartupException;
import io.citywatch.standalone.testkit.Access;
import io.citywatch.standalone.testkit.ConsoleApi;
import io.citywatch.standalone.testkit.MosquittoClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The disk with the data folder fills up while devices publish, and somebody makes room. */
class FullDiskIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String TOPIC = "citywatch/v1/410811/gas/gas-1/telemetry";

    @Test
    @Timeout(300)
    void nothingIsAcknowledgedUntilThereIsRoomAndThenAllIsThere(@TempDir Path folder) throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 300)) {
            Path data = disk.folder().resolve("data");
            try (PlatformProcess platform = PlatformProcess.start(data)) {
                MosquittoClient device = new Access(data).mqtt(platform.mqttPort(), "gas-1");
                ConsoleApi api = new Access(data).api(platform.httpPort(), Role.VIEWER);
                assertThat(device.publish(TOPIC, "{\"gasLel\": 1}").exitCode()).isZero();
                assertThat(api.get("/health").at("/parts/disk/status").asText()).isEqualTo("up");

                disk.fill(8);
                await().atMost(SOON).untilAsserted(() -> assertThatThrownBy(() -> api.get("/health"))
                        .hasMessageContaining("503")
                        .hasMessageContaining("\"full\""));
                CompletableFuture<MosquittoClient.Outcome> waiting = CompletableFuture.supplyAsync(() -> {
                    try {
                        return device.publish(TOPIC, "{\"gasLel\": 25}");
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
                await().during(Duration.ofSeconds(3)).atMost(SOON).until(() -> !waiting.isDone());
                disk.free();

                assertThat(waiting).succeedsWithin(SOON).satisfies(outcome -> assertThat(outcome.exitCode())
                        .as(outcome.output())
                        .isZero());
                // The health answers 503 and the alarm 404 until they do not
                await().atMost(SOON).ignoreException(IOException.class).untilAsserted(() -> {
                    assertThat(api.get("/health").at("/parts/disk/status").asText())
                            .isEqualTo("up");
                    assertThat(api.get("/api/alarms/gas-1~gas-leak")
                                    .get("severity")
                                    .asText())
                            .isEqualTo("critical");
                    JsonNode ledger = api.get("/api/ledger");
                    assertThat(ledger.get("stored").asLong()).isEqualTo(2);
                    assertThat(ledger.get("difference").asLong()).isZero();
                });
            }
        }
    }

    @Test
    void aFullDiskIsNamedAtTheStart(@TempDir Path folder) throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 64)) {
            disk.fill(8);

            assertThatThrownBy(() -> Platform.start(PlatformOptions.of(
                            disk.folder().resolve("data"), PortOptions.FREE, PlatformOptions.City.NONE)))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining("MiB left")
                    .hasMessageContaining("16 MiB");
        }
    }
}
