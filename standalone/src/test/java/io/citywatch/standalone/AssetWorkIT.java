package io.citywatch.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.citywatch.console.access.Role;
import io.citywatch.standalone.testkit.LivePlatform;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Work at an asset of several devices. */
class AssetWorkIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    static Path data;

    @AutoClose
    private static LivePlatform city;

    @BeforeAll
    static void start() throws Exception {
        city = LivePlatform.start(data);
    }

    @Test
    void workAtAnAssetSuppressesTheAlarmsOfAllItsDevices() throws Exception {
        for (String device : List.of("twin-1", "twin-2")) {
            city.mqtt(device)
                    .publish(
                            "citywatch/v1/410811/gas/" + device + "/birth",
                            "{\"asset\": \"4108110111000099\", \"state\": \"commissioned\", \"type\": \"detector_networked\"}");
        }
        city.mqtt("twin-1").publish("citywatch/v1/410811/gas/twin-1/telemetry", "{\"gasLel\": 12}");
        await().atMost(SOON).ignoreExceptions().untilAsserted(() -> {
            assertThat(state("twin-1~gas-leak")).isEqualTo("UNACK");
            assertThat(city.api(Role.VIEWER)
                            .get("/api/devices?q=4108110111000099")
                            .get("devices"))
                    .hasSize(2);
        });

        HttpResponse<String> response = city.api(Role.OPERATOR)
                .post(
                        "/api/alarms/twin-1~gas-leak/suppress",
                        "{\"reason\": \"the main is renewed\", \"minutes\": 60, \"workOrder\": \"WO-7\"}");
        city.mqtt("twin-2").publish("citywatch/v1/410811/gas/twin-2/telemetry", "{\"gasLel\": 12}");

        assertThat(response.statusCode()).as(response.body()).isBetween(200, 202);
        await().atMost(SOON).ignoreExceptions().untilAsserted(() -> {
            assertThat(state("twin-1~gas-leak")).isEqualTo("SUPPRESSED");
            assertThat(state("twin-2~gas-leak")).isEqualTo("SUPPRESSED");
        });
        // A detector that is installed while the work goes on
        city.mqtt("twin-3")
                .publish(
                        "citywatch/v1/410811/gas/twin-3/birth",
                        "{\"asset\": \"4108110111000099\", \"state\": \"commissioned\", \"type\": \"detector_networked\"}");
        city.mqtt("twin-3").publish("citywatch/v1/410811/gas/twin-3/telemetry", "{\"gasLel\": 12}");
        await().atMost(SOON).ignoreExceptions().until(() -> state("twin-3~gas-leak")
                .equals("SUPPRESSED"));
        city.api(Role.OPERATOR).post("/api/alarms/twin-1~gas-leak/unsuppress", "{}");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(state("twin-2~gas-leak")).isEqualTo("UNACK"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(state("twin-3~gas-leak")).isEqualTo("UNACK"));
    }

    private static String state(String alarm) throws Exception {
        return city.api(Role.VIEWER).get("/api/alarms/" + alarm).get("state").asText();
    }
}
