package io.citywatch.standalone.command;

import io.citywatch.standalone.platform.StartupException;
import io.citywatch.standalone.platform.WrongOptionException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where the log is. */
final class LogOption {
    /** How long a tool waits: its platform runs, or it does not. */
    static final Duration TOOL_PATIENCE = Duration.ofSeconds(10);
    /** How long a server waits: machines may start in any order. */
    static final Duration SERVER_PATIENCE = Duration.ofMinutes(1);

    /** A log that is there has answered by then. */
    private static final Duration SILENCE = Duration.ofSeconds(1);

    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(10);

    @Option(
            names = {"--log", "--bootstrap"},
            paramLabel = "HOST:PORT",
            description = "The log of the platform that runs, several with commas between them. Default: this machine,"
                    + " at --kafka-port.")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            defaultValue = "9092",
            description = "The log's port on this machine. Default: ${DEFAULT-VALUE}.")
    private int kafkaPort = 9092;

    String bootstrapServers() {
        return bootstrapServers == null ? "127.0.0.1:" + kafkaPort : bootstrapServers;
    }

    /**
     * Returns when the log answers. Says what it waits for where that is not at once, and again from time to time.
     *
     * @throws StartupException when the log does not answer in that time; the message says where it was looked for
     */
    void await(Duration patience, PrintWriter err) {
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) patience.toMillis(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) TOOL_PATIENCE.toMillis()))) {
            KafkaFuture<String> answer = admin.describeCluster().clusterId();
            Duration waited = Duration.ZERO;
            Duration next = SILENCE;
            while (!isThere(answer, next)) {
                waited = waited.plus(next);
                next = SIGN_OF_LIFE;
                err.printf(
                        "citywatch: waiting for the log at %s, for %d s at most; %d s so far%n",
                        bootstrapServers(), patience.toSeconds(), waited.toSeconds());
                err.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartupException("interrupted while waiting for the log");
        } catch (KafkaException e) {
            if (e.getCause() instanceof ConfigException wrong) {
                throw new WrongOptionException("--log " + bootstrapServers() + ": " + wrong.getMessage());
            }
            throw away(e);
        }
    }

    private static boolean isThere(KafkaFuture<String> answer, Duration wait) throws InterruptedException {
        try {
            answer.get(wait.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
        }
    }

    /** The words for a log that does not answer: where it was looked for, and what to do. */
    StartupException away(Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return new StartupException("the log at " + bootstrapServers()
                + " does not answer; is the platform running, and is that where --log says? (" + cause.getMessage()
                + ")");
    }
}
