package io.citywatch.benchmarks.gateway;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A server that is measured, in a process of its own on this machine.
 *
 * @param name how it is called in the results
 * @param process its process, which ends with its input
 * @param port where it takes MQTT
 * @param tlsPort where it takes MQTT over TLS; 0: nowhere
 * @param isCompiledOnTheWay whether it is a JVM, which is slow at first
 */
record Server(String name, Process process, int port, int tlsPort, boolean isCompiledOnTheWay)
        implements AutoCloseable {
    private static final String READY = "ports ";
    private static final int STOP_SECONDS = 20;

    /** The gateway with its embedded Kafka, on fresh data, with the JVM options of this process. */
    static Server citywatch(Path folder, boolean flushEveryMessage) throws IOException {
        return start(
                flushEveryMessage ? "citywatch, synced" : "citywatch",
                command(GatewayServer.class, List.of(folder.toString(), Boolean.toString(flushEveryMessage))));
    }

    private static List<String> command(Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return command;
    }

    /** HiveMQ CE, embedded in a process with as much heap; its libraries are in a folder of their own. */
    static Server hiveMq(Path folder, Path libraries, int port) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        jvmOptions().stream().filter(option -> option.startsWith("-X")).forEach(command::add);
        command.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
        command.add("--add-opens=java.base/java.nio=ALL-UNNAMED");
        command.add("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");
        command.addAll(List.of("-cp", libraries + File.separator + "*", "io.citywatch.benchmarks.hivemq.HiveMq"));
        command.addAll(List.of(folder.toString(), Integer.toString(port)));
        return start("HiveMQ CE", command);
    }

    /** Those with which the launcher starts a gateway alone: as this process, but with the whole heap from the start. */
    private static List<String> jvmOptions() {
        List<String> options =
                new ArrayList<>(ManagementFactory.getRuntimeMXBean().getInputArguments());
        options.removeIf(option -> option.startsWith("-Xms"));
        options.stream()
                .filter(option -> option.startsWith("-Xmx"))
                .map(option -> option.replace("-Xmx", "-Xms"))
                .findFirst()
                .ifPresent(options::add);
        return options;
    }

    /** A bridge from the broker at that port, with its embedded Kafka on fresh data, with the JVM options of this process. */
    static Server bridge(Path folder, int brokerPort) throws IOException {
        return start("bridge", command(BridgeServer.class, List.of(folder.toString(), Integer.toString(brokerPort))));
    }

    /**
     * Mosquitto as it is installed, with as many messages in flight as clients like.
     *
     * @param name what it is called beside others
     * @param more further lines of its configuration
     */
    static Server mosquitto(String name, Path folder, int port, String... more)
            throws IOException, InterruptedException {
        Path configuration = Files.createDirectories(folder).resolve("mosquitto.conf");
        Files.writeString(
                configuration,
                """
                listener %d 127.0.0.1
                allow_anonymous true
                max_inflight_messages 0
                log_dest none
                %s
                """
                        .formatted(port, String.join("\n", more)));
        Path system = Path.of("/usr/sbin/mosquitto");
        String executable = Files.isExecutable(system) ? system.toString() : "mosquitto";
        Process process = new ProcessBuilder(executable, "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        // It says nothing when it listens; the load generator tries again until it does.
        TimeUnit.SECONDS.sleep(1);
        if (!process.isAlive()) {
            throw new IOException("mosquitto ended with status " + process.exitValue());
        }
        return new Server(name, process, port, 0, false);
    }

    private static Server start(String name, List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(READY)) {
                String[] ports = line.substring(READY.length()).split(" ");
                return new Server(name, process, Integer.parseInt(ports[0]), Integer.parseInt(ports[1]), true);
            }
        }
        throw new IOException(name + " ended before it was up");
    }

    /**
     * What a server holds.
     *
     * @param heapBytes the heap after collections
     * @param directBytes direct memory
     * @param sockets open sockets
     * @param otherFiles what else it has open, its log's files above all
     */
    record Footprint(long heapBytes, long directBytes, int sockets, int otherFiles) {}

    /** What the gateway holds now. */
    Footprint footprint() throws IOException {
        String[] memory = memory();
        int sockets = 0;
        int others = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("/proc/" + process.pid() + "/fd"))) {
            for (Path file : files) {
                if (Files.readSymbolicLink(file).toString().startsWith("socket:")) {
                    sockets++;
                } else {
                    others++;
                }
            }
        }
        return new Footprint(Long.parseLong(memory[1]), Long.parseLong(memory[2]), sockets, others);
    }

    /** The bytes of heap and direct memory that the gateway uses, after collections. */
    long usedBytes() throws IOException {
        String[] memory = memory();
        return Long.parseLong(memory[1]) + Long.parseLong(memory[2]);
    }

    private String[] memory() throws IOException {
        return answer("memory").split(" ");
    }

    /** The number with which the process answers a line. */
    long ask(String line) throws IOException {
        return Long.parseLong(answer(line));
    }

    private String answer(String line) throws IOException {
        Writer input = process.outputWriter();
        input.write(line + "\n");
        input.flush();
        return process.inputReader(StandardCharsets.UTF_8).readLine();
    }

    /** What the operating system counts as its memory, in bytes. */
    long residentBytes() throws IOException {
        String resident = Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(resident.replaceAll("[^0-9]", "")) * 1024;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.getOutputStream().close();
        process.destroy();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
