package io.citywatch.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.console.access.Role;
import io.citywatch.standalone.embedded.testkit.TestCertificates;
import io.citywatch.standalone.testkit.LivePlatform;
import io.citywatch.standalone.testkit.MosquittoClient;
import io.citywatch.standalone.testkit.RejectedTopic;
import io.citywatch.telemetry.codec.Convention;
import io.citywatch.telemetry.topic.ThingsBoardToken;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Devices that reach the platform in another way than by a plain message of its own convention. */
class WaysInIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    private static final Path STAYS =
            Path.of(System.getProperty("citywatch.root"), "devices-sim/data/parking-stays-melbourne-2013.csv");

    @TempDir
    static Path data;

    @TempDir
    static Path folder;

    private static TestCertificates certificates;

    @AutoClose
    private static LivePlatform city;

    @BeforeAll
    static void start() throws Exception {
        certificates = new TestCertificates(folder)
                .selfSigned("authority", "CN=City devices", "-ext", "bc:c")
                .signedBy("authority", "replay", "CN=concentrator/410811/replay");
        city = LivePlatform.start(
                data,
                Map.of(
                        "gateway.clientAuthorities",
                        certificates.crt("authority").toString()));
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
    void theToolsSpeakTlsByTheirPasswordOrByACertificate() throws Exception {
        int byPassword = replay("5", "--tls", "--data", data.toString());
        int byCertificate = replay(
                "10",
                "--cafile",
                data.resolve("keys/mqtts.crt").toString(),
                "--cert",
                certificates.crt("replay").toString(),
                "--key",
                certificates.key("replay").toString(),
                // Neither the keys nor anything else is there
                "--data",
                folder.resolve("nothing").toString());

        assertThat(byPassword).isZero();
        assertThat(byCertificate).isZero();
        await().atMost(SOON)
                .until(() ->
                        city.influx().count("SELECT count(occupied) FROM parking WHERE time < '2014-01-01'") == 20);
    }

    private static int replay(String limit, String... more) {
        List<String> arguments = new ArrayList<>(List.of("replay", STAYS.toString(), "--limit", limit));
        arguments.addAll(List.of("--port", Integer.toString(city.platform().mqttsPort())));
        arguments.addAll(List.of(more));
        return Citywatch.commandLine().execute(arguments.toArray(String[]::new));
    }

    /** The same hundred devices each time: each convention's births are newer than those before, and so are its readings. */
    @Test
    void simulatedDevicesOfEachConventionAreInstalledAndHeard() throws Exception {
        for (Convention convention : Convention.values()) {
            assertInstalledAndHeard(convention);
        }

        await().atMost(SOON).untilAsserted(() -> {
            JsonNode ledger = city.api(Role.VIEWER).get("/api/ledger");
            assertThat(ledger.get("difference").asLong()).as(ledger.toString()).isZero();
        });
        try (RejectedTopic rejected = new RejectedTopic(city.platform().bootstrapServers())) {
            assertThat(rejected.with("sim-")).isEmpty();
        }
    }

    private static void assertInstalledAndHeard(Convention convention) {
        long start = System.currentTimeMillis();
        int exitCode = Citywatch.commandLine()
                .execute(
                        "sim",
                        "tiny",
                        "--convention",
                        convention.text(),
                        "--tls",
                        "--port",
                        Integer.toString(city.platform().mqttsPort()),
                        "--data",
                        data.toString(),
                        "--births",
                        "1",
                        "--interval",
                        "1",
                        "--no-incidents",
                        "--for",
                        "5");

        assertThat(exitCode).as(convention.text()).isZero();
        await().atMost(SOON).untilAsserted(() -> {
            JsonNode devices =
                    city.api(Role.VIEWER).get("/api/devices?q=sim-&limit=500").get("devices");
            assertThat(devices).hasSize(100).allSatisfy(device -> assertThat(
                            device.get("t").asLong())
                    .as("%s %s", convention, device)
                    .isGreaterThanOrEqualTo(start));
            int commissioned = 0;
            for (JsonNode count : city.api(Role.VIEWER).get("/api/census").get("counts")) {
                if (count.get("district").asText().equals("410800")) {
                    commissioned += count.get("commissioned").asInt();
                }
            }
            assertThat(commissioned).as(convention.text()).isEqualTo(100);
        });
        for (String kind : List.of("gas", "manhole", "parking", "gas_pipe", "water_pipe", "waste")) {
            await().atMost(SOON).untilAsserted(() -> assertThat(city.influx()
                            .count("SELECT count(rssiDbm) FROM " + kind + " WHERE time >= " + start + "ms"))
                    .as("%s %s", convention, kind)
                    .isPositive());
        }
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
