package io.citywatch.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.citywatch.console.Console;
import io.citywatch.ingest.Gateway;
import io.citywatch.standalone.command.ConsoleCommand;
import io.citywatch.standalone.command.GatewayCommand;
import io.citywatch.standalone.embedded.EmbeddedKafka;
import io.citywatch.standalone.embedded.EmbeddedKafkaOptions;
import io.citywatch.standalone.testkit.MosquittoClient;
import io.citywatch.telemetry.credentials.PasswordKey;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The gateway and the console as they are started on machines of their own. */
class SeveralMachinesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    @Test
    void theyNeedTheLogAndTheKeysAlone() throws Exception {
        Path keys = folder.resolve("keys");
        try (EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafkaOptions.in(folder.resolve("kafka")))) {
            GatewayCommand gatewayCommand = CommandLine.populateCommand(
                    new GatewayCommand(),
                    "--log=" + kafka.bootstrapServers(),
                    "--keys=" + keys,
                    "--new-keys",
                    "--uplink-partitions=2",
                    "--set=gateway.mqttPort=0");
            ConsoleCommand consoleCommand = CommandLine.populateCommand(
                    new ConsoleCommand(),
                    "--log=" + kafka.bootstrapServers(),
                    "--keys=" + keys,
                    "--new-keys",
                    "--influx=http://127.0.0.1:9",
                    "--http-port=0");
            try (Gateway gateway = gatewayCommand.start();
                    Console console = consoleCommand.start()) {
                PasswordKey key = PasswordKey.load(keys.resolve("mqtt.key"));
                var published = new MosquittoClient(gateway.mqttPort(), "gas-1", key.password("gas-1"))
                        .publish("citywatch/v1/410811/gas/gas-1/telemetry", "{\"gasLel\": 1}");

                assertThat(published.exitCode()).isZero();
                await().atMost(PATIENCE).ignoreExceptions().until(() -> health(console) == 200);
            }
        }
    }

    private static int health(Console console) throws Exception {
        URI health = URI.create("http://127.0.0.1:" + console.httpPort() + "/health");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(health).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
