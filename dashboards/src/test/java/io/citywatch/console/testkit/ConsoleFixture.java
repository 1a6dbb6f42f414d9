package io.citywatch.console.testkit;

import io.citywatch.console.Console;
import io.citywatch.console.ConsoleOptions;
import io.citywatch.console.access.ConsoleTokens;
import io.citywatch.console.access.Role;
import io.citywatch.console.history.HistoryServer;
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

    private final EmbeddedKafka kafka;
    private final CityLog log;
    private ConsoleOptions options;
    private Console console;

    private ConsoleFixture(EmbeddedKafka kafka, CityLog log, ConsoleOptions options) {
        this.kafka = kafka;
        this.log = log;
        this.options = options;
        this.console = Console.start(options, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
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
                        .configs(Map.of(
                                "cleanup.policy", topic.compacted() ? "compact" : "delete", "retention.ms", "-1")))
                .toList());
        ConsoleOptions options = new ConsoleOptions(
                ConsoleOptions.Listen.onLoopback(httpPort),
                kafka.bootstrapServers(),
                HistoryServer.at(influxdbUrl),
                folder.resolve("keys"),
                Programme.bundled(),
                autoSignIn);
        return new ConsoleFixture(kafka, new CityLog(kafka.bootstrapServers()), options);
    }

    /** Stops the console; the log goes on. */
    public void stopConsole() {
        options = new ConsoleOptions(
                ConsoleOptions.Listen.onLoopback(port()),
                options.bootstrapServers(),
                options.influxdb(),
                options.keysFolder(),
                options.programme(),
                options.autoSignIn());
        console.close();
    }

    /** Starts the console again, where it was before. */
    public void startConsole() {
        console = Console.start(options, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
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
        return ConsoleTokens.open(options.keysFolder()).token(role, "test");
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
