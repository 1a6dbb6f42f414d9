package io.citywatch.standalone.command;

import io.citywatch.standalone.platform.StartupException;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Option;

/** The option that says where the log is. */
final class LogOption {
    @Option(
            names = "--log",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:9092",
            description = "The log of the platform that runs. Default: ${DEFAULT-VALUE}.")
    private String bootstrapServers = "127.0.0.1:9092";

    String bootstrapServers() {
        return bootstrapServers;
    }

    /** The words for a log that does not answer: where it was looked for, and what to do. */
    StartupException away(KafkaException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return new StartupException("the log at " + bootstrapServers
                + " does not answer; is the platform running, and is that where --log says? (" + cause.getMessage()
                + ")");
    }
}
