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

    /** Runs a benchmark and ends with its exit code. Its servers and its temporary data end with it, also when it is interrupted. */
    public static void main(String[] arguments) {
        CommandLine bench = new CommandLine(new Bench());
        OptionConverters.register(bench);
        System.exit(Interruption.guard(bench, arguments));
    }
}
