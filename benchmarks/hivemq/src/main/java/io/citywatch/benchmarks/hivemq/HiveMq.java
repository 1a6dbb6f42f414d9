package io.citywatch.benchmarks.hivemq;

import com.hivemq.embedded.EmbeddedExtension;
import com.hivemq.embedded.EmbeddedHiveMQ;
import com.hivemq.extension.sdk.api.ExtensionMain;
import com.hivemq.extension.sdk.api.auth.SimpleAuthenticator;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartOutput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopOutput;
import com.hivemq.extension.sdk.api.services.Services;
import java.nio.file.Files;
import java.nio.file.Path;

/** HiveMQ CE on loopback, which lets everybody in; prints its ports, and ends with its input. */
public final class HiveMq {
    private HiveMq() {}

    /** Takes a folder and a port. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Path configuration = Files.createDirectories(folder.resolve("conf"));
        Files.writeString(
                configuration.resolve("config.xml"),
                """
                <?xml version="1.0"?>
                <hivemq>
                  <listeners>
                    <tcp-listener>
                      <port>%s</port>
                      <bind-address>127.0.0.1</bind-address>
                    </tcp-listener>
                  </listeners>
                  <anonymous-usage-statistics>
                    <enabled>false</enabled>
                  </anonymous-usage-statistics>
                </hivemq>
                """
                        .formatted(arguments[1]));
        EmbeddedExtension everybody = EmbeddedExtension.builder()
                .withId("everybody")
                .withName("Lets everybody in")
                .withVersion("1")
                .withExtensionMain(new Everybody())
                .build();
        try (EmbeddedHiveMQ server = EmbeddedHiveMQ.builder()
                .withConfigurationFolder(configuration)
                .withDataFolder(Files.createDirectories(folder.resolve("data")))
                .withExtensionsFolder(Files.createDirectories(folder.resolve("extensions")))
                .withEmbeddedExtension(everybody)
                .build()) {
            server.start().join();
            System.out.println("ports " + arguments[1] + " 0");
            while (System.in.read() >= 0) {
                // Waits for the end of the input.
            }
        }
        System.exit(0);
    }

    private static final class Everybody implements ExtensionMain {
        @Override
        public void extensionStart(ExtensionStartInput input, ExtensionStartOutput output) {
            SimpleAuthenticator authenticator = (connect, answer) -> answer.authenticateSuccessfully();
            Services.securityRegistry().setAuthenticatorProvider(any -> authenticator);
        }

        @Override
        public void extensionStop(ExtensionStopInput input, ExtensionStopOutput output) {}
    }
}
