package io.citywatch.devices.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.devices.broker.Mosquitto;
import io.citywatch.standalone.embedded.LoopbackPorts;
import io.citywatch.standalone.embedded.testkit.TestCertificates;
import io.citywatch.telemetry.credentials.PasswordKey;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the simulator says where a handshake fails, against a real broker that speaks TLS. */
@Timeout(60)
class TlsCommandIT {
    @TempDir
    static Path folder;

    private static TestCertificates certificates;

    @TempDir
    Path brokerFolder;

    private final int tlsPort = LoopbackPorts.free();
    private final StringWriter said = new StringWriter();

    @BeforeAll
    static void makeFiles() throws Exception {
        PasswordKey.loadOrCreate(folder.resolve("keys/mqtt.key"));
        String here = "san=ip:127.0.0.1";
        certificates = new TestCertificates(folder)
                .selfSigned("authority", "CN=City", "-ext", "bc:c")
                .selfSigned("stranger", "CN=Somebody", "-ext", "bc:c")
                .signedBy("authority", "good", "CN=platform", "-ext", here)
                .signedBy("authority", "old", "CN=platform", "-ext", here, "-startdate", "-30d", "-validity", "10")
                .signedBy("authority", "elsewhere", "CN=platform", "-ext", "san=dns:elsewhere.example");
    }

    @Test
    void speaksTlsToWhomItsFileVouchesFor() {
        assertThat(sim("good", "--cafile", certificates.crt("authority").toString(), "--for", "2"))
                .as(said.toString())
                .isZero();
    }

    @Test
    void namesTheFileThatDoesNotVouchForTheServer() {
        assertThat(sim("good", "--cafile", certificates.crt("stranger").toString()))
                .isEqualTo(1);
        assertThat(said.toString())
                .contains("the certificate of 127.0.0.1:" + tlsPort + " is signed by nobody in "
                        + certificates.crt("stranger"));
    }

    @Test
    void withoutAFileWhatTheJvmTrustsCounts() {
        assertThat(sim("good", "--tls")).isEqualTo(1);
        assertThat(said.toString()).contains("is signed by nobody in what this JVM trusts (name a file by --cafile)");
    }

    @Test
    void saysThatACertificateHasExpired() {
        assertThat(sim("old", "--cafile", certificates.crt("authority").toString()))
                .isEqualTo(1);
        assertThat(said.toString()).contains("the certificate of 127.0.0.1:" + tlsPort + " has expired (NotAfter");
    }

    @Test
    void saysThatACertificateIsForAnotherName() {
        assertThat(sim("elsewhere", "--cafile", certificates.crt("authority").toString()))
                .isEqualTo(1);
        assertThat(said.toString()).contains("the certificate of 127.0.0.1:" + tlsPort + " is not for 127.0.0.1");
    }

    @Test
    void saysWhoseTlsIsMissing() {
        try (Mosquitto broker = broker("good")) {
            assertThat(execute("--port", Integer.toString(broker.port()), "--tls", "--for", "1"))
                    .isEqualTo(1);
            assertThat(said.toString())
                    .containsPattern("127.0.0.1:" + broker.port()
                            + "( does not speak TLS| closed the connection in the handshake: does it speak TLS)");

            assertThat(execute("--port", Integer.toString(tlsPort), "--for", "1"))
                    .isEqualTo(1);
            assertThat(said.toString()).contains("127.0.0.1:" + tlsPort + " closed the connection without a word");
        }
    }

    @Test
    void filesThatCanNotBeUsedAreNamedBeforeAnythingIsSaid() throws Exception {
        Path empty = Files.createFile(brokerFolder.resolve("empty.crt"));
        String good = certificates.crt("good").toString();
        String goodKey = certificates.key("good").toString();

        assertThat(execute("--cafile", "nowhere.crt")).isEqualTo(1);
        assertThat(execute("--cafile", empty.toString())).isEqualTo(1);
        assertThat(execute("--cert", good, "--key", certificates.key("old").toString()))
                .isEqualTo(1);
        assertThat(execute("--cert", good, "--key", goodKey)).isEqualTo(1);
        assertThat(execute("--cert", good)).isEqualTo(2);
        assertThat(said.toString())
                .contains("there is no file nowhere.crt")
                .contains("there is no certificate in " + empty)
                .contains("old.key is not that of the certificate")
                .contains("the certificate " + good + " is that of 'platform', and that of 'concentrator/")
                .contains("--cert and --key go together");
    }

    private int sim(String shown, String... arguments) {
        try (Mosquitto broker = broker(shown)) {
            List<String> all = new ArrayList<>(List.of("--port", Integer.toString(tlsPort)));
            all.addAll(List.of(arguments));
            return execute(all.toArray(String[]::new));
        }
    }

    private Mosquitto broker(String shown) {
        return Mosquitto.start(
                brokerFolder,
                "listener " + tlsPort + " 127.0.0.1",
                "certfile " + certificates.crt(shown),
                "keyfile " + certificates.key(shown));
    }

    private int execute(String... arguments) {
        List<String> all = new ArrayList<>(List.of("--data", folder.toString()));
        all.addAll(List.of(arguments));
        PrintWriter writer = new PrintWriter(said, true);
        return new CommandLine(new SimCommand()).setOut(writer).setErr(writer).execute(all.toArray(String[]::new));
    }
}
