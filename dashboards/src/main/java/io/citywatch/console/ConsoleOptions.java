package io.citywatch.console;

import io.citywatch.console.access.Role;
import io.citywatch.console.history.HistoryServer;
import io.citywatch.telemetry.programme.Programme;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a console runs.
 *
 * @param listen where it listens
 * @param bootstrapServers where the log answers
 * @param influxdb where the history is
 * @param keysFolder the folder with the key that signs tokens; the key is made when there is none
 * @param programme the year's programme
 * @param autoSignIn the role that a browser on this machine gets without being asked; null: none
 */
public record ConsoleOptions(
        Listen listen,
        String bootstrapServers,
        HistoryServer influxdb,
        Path keysFolder,
        Programme programme,
        @Nullable Role autoSignIn) {

    /**
     * Where a console listens.
     *
     * @param bindAddress the address of a network interface of this machine
     * @param httpPort the port; 0 takes a free one
     * @param hostNames names under which browsers may reach it, beside {@code localhost} and addresses
     */
    public record Listen(String bindAddress, int httpPort, Set<String> hostNames) {
        /** On this machine only. */
        public static final String LOOPBACK = "127.0.0.1";

        public Listen {
            if (httpPort < 0 || httpPort > 65_535) {
                throw new IllegalArgumentException("the console's port " + httpPort + " is outside 0 to 65535");
            }
            hostNames = hostNames.stream()
                    .map(name -> name.toLowerCase(Locale.ROOT))
                    .collect(Collectors.toUnmodifiableSet());
        }

        /** On this machine only, at that port; 0 takes a free one. */
        public static Listen onLoopback(int httpPort) {
            return new Listen(LOOPBACK, httpPort, Set.of());
        }
    }
}
