package io.citywatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.citywatch.ingest.server.ServerTls;
import io.citywatch.standalone.embedded.testkit.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS over real sockets: certificates as an identity, new certificates while it runs, and what can't be used. */
class TlsIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    private static Path folder;
    private static TestCertificates certificates;
    private static TestGateway gateway;

    @BeforeAll
    static void start(@TempDir Path temporary) throws Exception {
        folder = temporary;
        certificates = new TestCertificates(temporary)
                .selfSigned("server", "CN=localhost", "-ext", "SAN=dns:localhost,ip:127.0.0.1")
                .selfSigned("renewed", "CN=localhost, OU=renewed", "-ext", "SAN=dns:localhost,ip:127.0.0.1")
                .selfSigned("authority", "CN=City devices", "-ext", "bc:c")
                .selfSigned("stranger", "CN=dev1")
                .signedBy("authority", "device", "CN=dev1, O=City")
                .signedBy("authority", "revoked", "CN=dev9, O=City");
        Files.copy(certificates.crt("server"), folder.resolve("in-use.crt"));
        Files.copy(certificates.key("server"), folder.resolve("in-use.key"));
        gateway = TestGateway.start(
                folder,
                options -> options.withTls(new TlsOptions(
                        0, folder.resolve("in-use.crt"), folder.resolve("in-use.key"), certificates.crt("authority"))));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void theNameInACertificateServesInsteadOfAPassword() throws Exception {
        MqttClient client = client("dev1", certificates.client("server", "device"), null);

        client.publish("citywatch/v1/410811/gas/dev1/telemetry", "{\"gasLel\":1}".getBytes(), 1, false);

        assertThat(gateway.uplink()).anySatisfy(message -> assertThat(
                        new String(message.headers().lastHeader("principal").value()))
                .isEqualTo("dev1"));
        client.disconnect();
        client.close();
    }

    @Test
    void aUserNameBesideACertificateHasToBeTheSame() {
        assertThatThrownBy(() -> client("dev1", certificates.client("server", "device"), "dev2"))
                .isInstanceOf(MqttException.class)
                .hasMessageContaining("ot authorized");
    }

    @Test
    void aRevokedNameIsNotLetInByItsCertificate() throws Exception {
        Files.writeString(gateway.keys().resolve("revoked"), "dev9\n");

        await().atMost(SOON).untilAsserted(() -> assertThatThrownBy(
                        () -> client("dev9", certificates.client("server", "revoked"), null))
                .hasMessageContaining("ot authorized"));
    }

    @Test
    void aCertificateOfAnUnknownAuthorityIsNoCertificate() {
        assertThatThrownBy(() -> client("dev1", certificates.client("server", "stranger"), null))
                .isInstanceOf(MqttException.class);
    }

    @Test
    void withoutACertificateThePasswordCounts() throws Exception {
        MqttConnectOptions options = options(certificates.trusting("server"));
        options.setUserName("dev2");
        options.setPassword(gateway.password("dev2").toCharArray());
        MqttClient client = new MqttClient(uri(), "dev2", new MemoryPersistence());

        client.connect(options);

        assertThat(client.isConnected()).isTrue();
        client.disconnect();
        client.close();
    }

    @Test
    void newCertificatesAreTakenWhileItRunsAndBrokenOnesAreNot() throws Exception {
        Path inUse = folder.resolve("in-use.crt");
        Files.writeString(inUse, "no certificate");
        Files.setLastModifiedTime(inUse, FileTime.from(Instant.now().plusSeconds(5)));
        assertThat(shownSubject()).doesNotContain("renewed");

        Files.copy(certificates.key("renewed"), folder.resolve("in-use.key"), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(certificates.crt("renewed"), inUse, StandardCopyOption.REPLACE_EXISTING);
        try {
            await().atMost(SOON).untilAsserted(() -> assertThat(shownSubject()).contains("renewed"));
        } finally {
            Files.copy(certificates.key("server"), folder.resolve("in-use.key"), StandardCopyOption.REPLACE_EXISTING);
            Files.copy(certificates.crt("server"), inUse, StandardCopyOption.REPLACE_EXISTING);
            await().atMost(SOON).untilAsserted(() -> assertThat(shownSubject()).doesNotContain("renewed"));
        }
    }

    @Test
    void filesThatCanNotBeUsedAreNamedAtTheStart() throws Exception {
        assertThatThrownBy(() -> load("server", "renewed"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("renewed.key")
                .hasMessageContaining("is not that of the certificate");
        certificates.selfSigned("old", "CN=localhost", "-startdate", "-30d", "-validity", "10");
        assertThatThrownBy(() -> load("old", "old")).hasMessageContaining("old.crt has expired");
        assertThatThrownBy(() -> load("nowhere", "server")).hasMessageContaining("nowhere.crt");
        Files.writeString(certificates.key("broken"), "secret");
        assertThatThrownBy(() -> load("server", "broken"))
                .hasMessageContaining("broken.key")
                .hasMessageNotContaining("secret");
    }

    @Test
    void whoSpeaksNoTlsThereIsDropped() throws Exception {
        try (RawClient client = new RawClient(gateway.mqttsPort())) {
            client.send(new byte[] {0x10, 0x0d, 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 60, 0, 1, 'a'});
            client.readToEnd();
        }
    }

    /** With TLS 1.2 it could ask again and again for what costs the server more than itself. */
    @Test
    void noClientHasTheHandshakeAnew() throws Exception {
        try (SSLSocket socket = (SSLSocket)
                certificates.trusting("server").getSocketFactory().createSocket("127.0.0.1", gateway.mqttsPort())) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.startHandshake();

            // Begins it; the answer is read with what the server says
            socket.startHandshake();

            assertThatThrownBy(socket.getInputStream()::read)
                    .isInstanceOf(SSLHandshakeException.class)
                    .hasMessageContaining("handshake_failure");
        }
    }

    private static ServerTls load(String certificate, String key) throws IOException {
        return ServerTls.load(new TlsOptions(0, certificates.crt(certificate), certificates.key(key), null));
    }

    private static String shownSubject() throws Exception {
        // One handshake that takes either: between two of them the server may change
        SSLContext eitherOne = certificates.trusting("server", "renewed");
        try (SSLSocket socket =
                (SSLSocket) eitherOne.getSocketFactory().createSocket("127.0.0.1", gateway.mqttsPort())) {
            socket.startHandshake();
            return socket.getSession().getPeerPrincipal().getName();
        }
    }

    private static MqttClient client(String clientId, SSLContext tls, String userName) throws MqttException {
        MqttConnectOptions options = options(tls);
        if (userName != null) {
            options.setUserName(userName);
        }
        MqttClient client = new MqttClient(uri(), clientId, new MemoryPersistence());
        client.connect(options);
        return client;
    }

    private static MqttConnectOptions options(SSLContext tls) {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setSocketFactory(tls.getSocketFactory());
        options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        options.setHttpsHostnameVerificationEnabled(false);
        return options;
    }

    private static String uri() {
        return "ssl://127.0.0.1:" + gateway.mqttsPort();
    }
}
