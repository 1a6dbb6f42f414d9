package io.citywatch.jobs.cluster;

import static org.awaitility.Awaitility.await;

import io.citywatch.standalone.embedded.LoopbackPorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer;

/** A ZooKeeper as Flink's distribution starts it ({@code bin/zookeeper.sh}), alone. */
final class ZooKeeperProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final int port;

    private ZooKeeperProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts one and returns when it takes connections. */
    static ZooKeeperProcess start(Path folder) throws IOException {
        int port = LoopbackPorts.free();
        Path configuration = Files.write(
                Files.createDirectories(folder).resolve("zoo.cfg"),
                List.of(
                        "tickTime=500",
                        "dataDir=" + folder.resolve("data"),
                        "clientPort=" + port,
                        "clientPortAddress=127.0.0.1",
                        "admin.enableServer=false"));
        Process process = FlinkProcesses.launch(
                "zookeeper",
                "64m",
                FlinkZooKeeperQuorumPeer.class,
                List.of("--zkConfigFile", configuration.toString(), "--peerId", "1"));
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .failFast("ZooKeeper ended", () -> !process.isAlive())
                .until(() -> {
                    new Socket(InetAddress.getLoopbackAddress(), port).close();
                    return true;
                });
        return new ZooKeeperProcess(process, port);
    }

    /** Where it answers, as Flink's configuration names it. */
    String quorum() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
