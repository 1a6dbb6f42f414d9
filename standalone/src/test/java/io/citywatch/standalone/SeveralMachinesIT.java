package io.citywatch.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.citywatch.console.Console;
import io.citywatch.ingest.Gateway;
import io.citywatch.ingest.bridge.Bridge;
import io.citywatch.ingest.log.LogSetup;
import io.citywatch.standalone.command.BridgeCommand;
import io.citywatch.standalone.command.ConsoleCommand;
import io.citywatch.standalone.command.GatewayCommand;
import io.citywatch.standalone.embedded.EmbeddedKafka;
import io.citywatch.standalone.embedded.EmbeddedKafkaOptions;
import io.citywatch.standalone.embedded.testkit.MosquittoBroker;
import io.citywatch.standalone.testkit.MosquittoClient;
import io.citywatch.telemetry.credentials.PasswordKey;
import io.citywatch.telemetry.topic.LogTopics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The gateway, the console and a bridge as they are started on machines of their own. */
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

    /** A subscription of its own, as its broker forgets shared ones when it restarts; and the file of the password as a setting. */
    @Test
    void aBridgeNeedsTheLogAndTheBrokerAlone() throws Exception {
        Path password = Files.writeString(folder.resolve("password"), "secret\n");
        try (EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafkaOptions.in(folder.resolve("kafka")));
                MosquittoBroker broker = MosquittoBroker.open(folder.resolve("mosquitto"))) {
            LogSetup.createTopics(kafka.bootstrapServers(), 1, LogSetup.DEFAULT_RETENTION);
            BridgeCommand command = CommandLine.populateCommand(
                    new BridgeCommand(),
                    "--log=" + kafka.bootstrapServers(),
                    "--bridge=mqtt://127.0.0.1:" + broker.port(),
                    "--bridge-user=citywatch",
                    "--set=bridge.passwordFile=" + password,
                    "--set=bridge.group=",
                    "--set=bridge.name=north",
                    "--set=gateway.log.linger=1");
            try (Bridge bridge = command.start();
                    var uplink = new KafkaConsumer<>(
                            Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()),
                            new StringDeserializer(),
                            new StringDeserializer())) {
                uplink.assign(List.of(new TopicPartition(LogTopics.UPLINK, 0)));
                uplink.seekToBeginning(uplink.assignment());
                await().atMost(PATIENCE).until(bridge::isConnected);

                var published = new MosquittoClient(broker.port(), "gas-1", "any")
                        .publish("citywatch/v1/410811/gas/gas-1/telemetry", "{\"gasLel\": 1}");

                assertThat(published.exitCode()).isZero();
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(uplink.poll(Duration.ofMillis(100)))
                        .singleElement()
                        .satisfies(message -> assertThat(new String(
                                        message.headers()
                                                .lastHeader(LogTopics.HEADER_PRINCIPAL)
                                                .value(),
                                        UTF_8))
                                .isEqualTo("bridge/north")));
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
