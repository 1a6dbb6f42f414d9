package io.citywatch.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citywatch.standalone.platform.Platform;
import io.citywatch.standalone.platform.PlatformOptions;
import io.citywatch.standalone.platform.PlatformProcess;
import io.citywatch.standalone.platform.PortOptions;
import io.citywatch.standalone.platform.StartupException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a platform ends, and when it does not begin. */
class StopIT {
    @TempDir
    Path data;

    @Test
    void stopsByItselfWithExitCodeZeroAndLeavesNoProcess() throws Exception {
        try (PlatformProcess platform = PlatformProcess.start(data, "--for", "2")) {
            List<ProcessHandle> children =
                    ProcessHandle.of(platform.pid()).orElseThrow().descendants().toList();
            assertThat(children).as("influxd and what watches it").isNotEmpty();

            int exitCode = platform.waitFor();

            assertThat(exitCode).isZero();
            assertThat(children).noneMatch(ProcessHandle::isAlive);
        }
    }

    @Test
    void namesAPortThatIsTakenAndLeavesTheFolderFree() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = other.getLocalPort();

            assertThatThrownBy(() -> Platform.start(options(new PortOptions(port, 0, 0, 0, 0, 0))))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining(Integer.toString(port))
                    .hasMessageContaining("--mqtt-port");
            assertThatThrownBy(() -> Platform.start(options(new PortOptions(0, 0, 0, port, 0, 0))))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining(Integer.toString(port));
        }
    }

    private PlatformOptions options(PortOptions ports) {
        return PlatformOptions.of(data, ports, PlatformOptions.City.NONE);
    }
}
