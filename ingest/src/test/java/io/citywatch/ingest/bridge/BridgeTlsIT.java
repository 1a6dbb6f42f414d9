package io.citywatch.ingest.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.citywatch.ingest.LogContents;
import io.citywatch.ingest.log.LogSetup;
import io.citywatch.standalone.embedded.EmbeddedKafka;
import io.citywatch.standalone.embedded.EmbeddedKafkaOptions;
import io.citywatch.standalone.embedded.LoopbackPorts;
import io.citywatch.standalone.embedded.testkit.MosquittoBroker;
import io.citywatch.standalone.embedded.testkit.TestCertificates;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bridge over TLS: a real Mosquitto whose devices come plain, and whose bridge must find a certificate that it trusts. */
class BridgeTlsIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String TELEMETRY = "citywatch/v1/410811/gas/dev1/telemetry";

    @TempDir
    private Path folder;

    private final int tlsPort = LoopbackPorts.free();
    private TestCertificates certificates;
    private EmbeddedKafka kafka;
    private MosquittoBroker broker;

    @BeforeEach
    void start() throws Exception {
        kafka = EmbeddedKafka.start(EmbeddedKafkaOptions.in(folder.resolve("kafka")));
        LogSetup.createTopics(kafka.bootstrapServers(), 2, LogSetup.DEFAULT_RETENTION);
        certificates = new TestCertificates(folder)
                .selfSigned("broker", "CN=broker", "-ext", "san=ip:127.0.0.1")
                .selfSigned("stranger", "CN=broker", "-ext", "san=ip:127.0.0.1")
                .selfSigned("elsewhere", "CN=elsewhere", "-ext", "san=dns:elsewhere.example");
    }

    @AfterEach
    void stop() throws Exception {
        if (broker != null) {
            broker.close();
        }
        kafka.close();
    }

    @Test
    void whatDevicesSayComesOverAlsoAfterTheBrokersRestart() throws Exception {
        start("broker");
        try (TestBridge bridge = bridge("broker")) {
            await().atMost(SOON).until(() -> bridge.meter("connected") == 1);
            publish("before");
            await().atMost(SOON).until(() -> bridge.meter("messages.acknowledged") == 1);
            broker.stop();
            await().atMost(SOON).until(() -> bridge.meter("connected") == 0);
            broker.start();
            await().atMost(SOON).until(() -> bridge.meter("connected") == 1);
            publish("after");
            await().atMost(SOON).until(() -> bridge.meter("messages.acknowledged") == 2);
        }

        assertThat(payloads()).containsExactly("before", "after");
    }

    @Test
    void aBrokerWithAnotherCertificateIsToldNothing() throws Exception {
        start("stranger");
        staysAway("broker");
    }

    @Test
    void aCertificateOfAnotherHostIsNotTaken() throws Exception {
        start("elsewhere");
        staysAway("elsewhere");
    }

    /** The file is read for each connection, so that the next try finds what was put there. */
    @Test
    void aCertificateThatIsReplacedIsTrustedAtTheNextTry() throws Exception {
        start("broker");
        Path trusted = Files.copy(certificates.crt("stranger"), folder.resolve("trusted.crt"));
        try (TestBridge bridge = bridgeTrusting(trusted)) {
            await().atMost(SOON).until(() -> bridge.meter("connect.failures") >= 1);
            Files.copy(certificates.crt("broker"), trusted, StandardCopyOption.REPLACE_EXISTING);

            await().atMost(SOON).until(() -> bridge.meter("connected") == 1);
        }
    }

    private void staysAway(String trusted) throws Exception {
        try (TestBridge bridge = bridge(trusted)) {
            await().atMost(SOON).until(() -> bridge.meter("connect.failures") >= 2);
            assertThat(bridge.meter("connected")).isZero();
        }
        assertThat(payloads()).isEmpty();
    }

    private void start(String certificate) throws Exception {
        broker = new MosquittoBroker(
                folder.resolve("mosquitto"),
                "allow_anonymous true",
                "listener " + tlsPort + " 127.0.0.1",
                "certfile " + certificates.crt(certificate),
                "keyfile " + certificates.key(certificate));
        broker.start();
    }

    private void publish(String payload) throws Exception {
        try (TestPublisher device = new TestPublisher(broker.port())) {
            device.publish(TELEMETRY, payload);
        }
    }

    private TestBridge bridge(String trusted) throws Exception {
        return bridgeTrusting(certificates.crt(trusted));
    }

    private TestBridge bridgeTrusting(Path trusted) throws Exception {
        URI url = URI.create("mqtts://127.0.0.1:" + tlsPort);
        return new TestBridge(
                kafka.bootstrapServers(),
                BridgeOptions.defaults(url, null, null)
                        .withBroker(new BrokerOptions(url, "bridge", null, null, trusted)));
    }

    private List<String> payloads() {
        return LogContents.uplink(kafka.bootstrapServers()).stream()
                .map(message -> new String(message.value(), UTF_8))
                .toList();
    }
}
