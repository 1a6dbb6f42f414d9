package io.citywatch.benchmarks.gateway;

import io.citywatch.benchmarks.Benchmark;
import io.citywatch.benchmarks.TemporaryFolder;
import io.citywatch.benchmarks.load.IdleConnections;
import io.citywatch.telemetry.credentials.PasswordKey;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./citywatch bench connections}: what an idle connection costs, and how many log in a second. */
@Command(
        name = "connections",
        description =
                "Opens many connections to a gateway of its own, each a device that logs in with its derived password and "
                        + "then is silent: log-ins a second, and bytes of heap and direct memory for each connection, first plain, "
                        + "then over TLS.",
        showDefaultValues = true,
        mixinStandardHelpOptions = true)
public final class ConnectionsBench extends Benchmark {
    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "15000",
            description = "How many connections are open at a time.")
    private int connections = 15_000;

    @Option(
            names = "--at-once",
            paramLabel = "N",
            defaultValue = "500",
            description = "How many of them log in at the same time.")
    private int atOnce = 500;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "8",
            description = "How often they are opened and closed before the figures are taken from the last time.")
    private int rounds = 8;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = out();
        try (TemporaryFolder folder = TemporaryFolder.create();
                Server server = Server.citywatch(folder.path(), false)) {
            PasswordKey key = PasswordKey.load(folder.path().resolve("keys/mqtt.key"));
            for (boolean tls : new boolean[] {false, true}) {
                for (int round = 1; round <= rounds; round++) {
                    measure(server, key, tls, round, out);
                }
            }
        }
        return 0;
    }

    private void measure(Server server, PasswordKey key, boolean tls, int round, PrintWriter out) throws Exception {
        long before = server.usedBytes();
        try (IdleConnections idle =
                new IdleConnections(tls ? server.tlsPort() : server.port(), tls, tls ? rounds + round : round)) {
            double perSecond = idle.open(connections, atOnce, key);
            long bytes = (server.usedBytes() - before) / connections;
            out.printf(
                    "round %d, %-5s: %,d connections, %,.0f log-ins a second, %,d bytes of heap and direct memory for each;"
                            + " the process has %,d MiB%n",
                    round, tls ? "TLS" : "plain", connections, perSecond, bytes, server.residentBytes() >> 20);
        }
    }
}
