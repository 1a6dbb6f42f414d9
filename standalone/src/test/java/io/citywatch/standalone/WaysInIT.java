package io.citywatch.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.citywatch.standalone.testkit.LivePlatform;
import io.citywatch.standalone.testkit.MosquittoClient;
import io.citywatch.telemetry.topic.ThingsBoardToken;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Devices that reach the platform in another way than by a plain message of its own convention. */
class WaysInIT {
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
    void aDeviceMaySpeakTlsAndTrustsTheFileInTheDataFolder() throws Exception {
        Path certificate = data.resolve("keys/mqtts.crt");
        List<String> message =
                List.of("-V", "5", "-q", "1", "-t", "citywatch/v1/410811/gas/gas-8/telemetry", "-m", "{\"gasLel\": 2}");
        List<String> trusting = new ArrayList<>(List.of("--cafile", certificate.toString()));
        trusting.addAll(message);
        MosquittoClient overTls = city.access().mqtt(city.platform().mqttsPort(), "gas-8");

        var trusted = overTls.publish(trusting);
        var plain = overTls.publish(message);

        assertThat(trusted.exitCode()).as(trusted.output()).isZero();
        assertThat(plain.exitCode()).as("MQTT without TLS on the port for TLS").isNotZero();
        await().atMost(SOON)
                .until(() -> city.influx().count("SELECT count(gasLel) FROM gas WHERE device = 'gas-8'") == 1);
    }

    @Test
    void devicesOfOtherConventionsAreStoredLikeOurs() throws Exception {
        MosquittoClient node = city.mqtt("concentrator/410811/c1");
        try (var requests = node.subscribe("spBv1.0/410811/NCMD/c1")) {
            String senml = "[{\"bn\": \"senml-1/\", \"n\": \"gasLel\", \"v\": 3.5}]";
            String token = new ThingsBoardToken(
                            "thingsboard/410811/gas/tb-1", city.access().password("thingsboard/410811/gas/tb-1"))
                    .text();
            Path sparkplug = Files.write(
                    data.resolve("ddata"),
                    Payload.newBuilder()
                            .setTimestamp(System.currentTimeMillis())
                            .setSeq(1)
                            .addMetrics(Payload.Metric.newBuilder()
                                    .setName("gasLel")
                                    .setFloatValue(3.5f))
                            .addMetrics(Payload.Metric.newBuilder().setAlias(7).setFloatValue(1f))
                            .build()
                            .toByteArray());

            var outcomes = List.of(
                    city.mqtt("senml-1").publish("citywatch/v1/410811/gas/senml-1/telemetry", senml),
                    MosquittoClient.byToken(city.platform().mqttPort(), token)
                            .publish("v1/devices/me/telemetry", "{\"gasLel\": 3.5}"),
                    node.publish(List.of(
                            "-q", "1", "-t", "spBv1.0/410811/DDATA/c1/gas:spark-1", "-f", sparkplug.toString())));

            assertThat(outcomes)
                    .allSatisfy(outcome ->
                            assertThat(outcome.exitCode()).as(outcome.output()).isZero());
            for (String device : List.of("senml-1", "tb-1", "spark-1")) {
                await().atMost(SOON).untilAsserted(() -> assertThat(city.influx()
                                .count("SELECT count(gasLel) FROM gas WHERE device = '" + device
                                        + "' AND gasLel = 3.5"))
                        .as(device)
                        .isEqualTo(1));
            }
            await().atMost(SOON).untilAsserted(() -> assertThat(requests.lines())
                    .anyMatch(line -> line.contains("Node Control/Rebirth")));
        }
    }
}
