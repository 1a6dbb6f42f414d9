package io.citywatch.standalone.command;

import picocli.CommandLine.Option;

/** The option that says where the log is. */
final class LogOption {
    @Option(
            names = "--log",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:9092",
            description = "The log of the platform that runs.")
    private String bootstrapServers = "127.0.0.1:9092";

    String bootstrapServers() {
        return bootstrapServers;
    }
}
