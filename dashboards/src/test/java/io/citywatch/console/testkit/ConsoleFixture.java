package io.citywatch.console.testkit;

import io.citywatch.console.Console;
import io.citywatch.console.ConsoleOptions;
import io.citywatch.console.access.ConsoleTokens;
import io.citywatch.console.access.Role;
import io.citywatch.standalone.embedded.EmbeddedKafka;
import io.citywatch.standalone.embedded.EmbeddedKafkaOptions;
import io.citywatch.telemetry.programme.Programme;
import io.citywatch.telemetry.topic.LogTopics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;

/** A log with the platform's topics, and a console on it. */
public final class ConsoleFixture implements AutoCloseable {
    private static final int UPLINK_PARTITIONS = 2;

    private final Path folder;
    private final EmbeddedKafka kafka;
    private final CityLog log;
    private final Console console;

    private ConsoleFixture(Path folder, EmbeddedKafka kafka, CityLog log, Console console) {
        this.folder = folder;
        this.kafka = kafka;
        this.log = log;
        this.console = console;
    }

    /**
     * Starts both, on free ports.
     *
     * @param influxdbUrl where InfluxDB answers, or would
     */
    public static ConsoleFixture start(Path folder, String influxdbUrl, @Nullable Role autoSignIn) {
        return start(folder, influxdbUrl, autoSignIn, 0);
    }

    /** Starts both, the console on that port. */
    public static ConsoleFixture start(Path folder, String influxdbUrl, @Nullable Role autoSignIn, int httpPort) {
        EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafkaOptions.in(folder.resolve("kafka")));
        kafka.createTopics(LogTopics.all().stream()
                .map(topic -> new NewTopic(
                                topic.name(),
                                Optional.of(topic.partitioned() ? UPLINK_PARTITIONS : 1),
                                Optional.of((short) 1))
                        .configs(Map.of("cleanup.policy", topic.compacted() ? "compact" : "delete")))
                .toList());
        Console console = Console.start(
                new ConsoleOptions(
                        ConsoleOptions.Listen.onLoopback(httpPort),
                        kafka.bootstrapServers(),
                        ConsoleOptions.Influxdb.at(influxdbUrl),
                        folder.resolve("keys"),
                        Programme.bundled(),
                        autoSignIn),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
        return new ConsoleFixture(folder, kafka, new CityLog(kafka.bootstrapServers()), console);
    }

    public CityLog log() {
        return log;
    }

    public EmbeddedKafka kafka() {
        return kafka;
    }

    public int port() {
        return console.httpPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /** A token of a caller with that role, whose name is {@code test}. */
    public String token(Role role) throws IOException {
        return ConsoleTokens.open(folder.resolve("keys")).token(role, "test");
    }

    /** The API as seen by a caller with that role. */
    public ApiClient api(Role role) throws IOException {
        return new ApiClient(url(), token(role));
    }

    @Override
    public void close() {
        console.close();
        log.close();
        kafka.close();
    }
}
