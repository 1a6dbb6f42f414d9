package io.citywatch.benchmarks;

import io.citywatch.benchmarks.alarms.AlarmBench;
import io.citywatch.benchmarks.census.CensusBench;
import io.citywatch.benchmarks.city.CityBench;
import io.citywatch.benchmarks.gateway.BridgeBench;
import io.citywatch.benchmarks.gateway.ConnectionsBench;
import io.citywatch.benchmarks.gateway.GatewayBench;
import io.citywatch.benchmarks.gateway.SoakBench;
import io.citywatch.benchmarks.historian.HistorianBench;
import io.citywatch.benchmarks.series.DetectorsBench;
import io.citywatch.benchmarks.silence.SilenceBench;
import io.citywatch.benchmarks.state.StateBench;
import io.citywatch.standalone.command.OptionConverters;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./citywatch bench}: the benchmarks. */
@Command(
        name = "citywatch bench",
        description = "Measures the platform on this machine.",
        mixinStandardHelpOptions = true,
        subcommands = {
            CityBench.class,
            AlarmBench.class,
            BridgeBench.class,
            GatewayBench.class,
            ConnectionsBench.class,
            SoakBench.class,
            DetectorsBench.class,
            SilenceBench.class,
            StateBench.class,
            HistorianBench.class,
            CensusBench.class
        })
public final class Bench {
    private Bench() {}

    /** How long servers have to end by themselves when a benchmark is interrupted. */
    private static final long STOP_SECONDS = 10;

    /**
     * Runs a benchmark and ends with its exit code. Servers that it has started end with it, and its data goes, also when it is
     * interrupted.
     */
    public static void main(String[] arguments) {
        Runtime.getRuntime().addShutdownHook(new Thread(Bench::cleanUp, "clean-up"));
        CommandLine bench = new CommandLine(new Bench());
        OptionConverters.register(bench);
        System.exit(bench.execute(arguments));
    }

    private static void cleanUp() {
        List<ProcessHandle> servers = ProcessHandle.current().children().toList();
        servers.forEach(ProcessHandle::destroy);
        CompletableFuture<?>[] ends =
                servers.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(ends).get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            servers.forEach(ProcessHandle::destroyForcibly);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        TemporaryFolder.deleteOpen();
    }
}
