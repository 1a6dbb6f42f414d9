package io.citywatch.benchmarks.gateway;

import io.citywatch.benchmarks.load.LoadGenerator;
import io.citywatch.benchmarks.load.LoadMessages;
import io.citywatch.benchmarks.load.LoadTarget;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Measures servers in turn, round after round, so that what else happens on the machine meets all of them. */
final class BrokerComparison {
    /** The JVM compiles what is hot for as long as that, and anew when the load changes from full speed to a rate. */
    private static final Duration WARM_UP = Duration.ofSeconds(60);

    private static final Duration SETTLE = Duration.ofSeconds(2);

    private final List<Server> servers;
    private final LoadMessages messages;
    private final int connections;
    private final int inFlight;
    private final PrintWriter out;

    BrokerComparison(List<Server> servers, LoadMessages messages, int connections, int inFlight, PrintWriter out) {
        this.servers = servers;
        this.messages = messages;
        this.connections = connections;
        this.inFlight = inFlight;
        this.out = out;
    }

    /** Lets those that are compiled on the way run at full speed until they are at their best. */
    void warmUp() throws InterruptedException {
        for (Server server : servers) {
            if (server.isCompiledOnTheWay()) {
                atFullSpeed(server, WARM_UP);
            }
        }
    }

    /** The same at a rate. */
    void warmUpAt(double rate) throws InterruptedException {
        for (Server server : servers) {
            if (server.isCompiledOnTheWay()) {
                var unused = atRate(server, WARM_UP, rate);
            }
        }
    }

    /** Acknowledged messages a second of each server, the median of the rounds. */
    Map<Server, Double> throughput(int rounds, Duration duration) throws InterruptedException {
        double[][] rates = new double[servers.size()][rounds];
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < servers.size(); i++) {
                rates[i][round] = atFullSpeed(servers.get(i), duration);
                out.printf(
                        "round %d: %-18s %,10.0f acknowledged a second%n",
                        round + 1, servers.get(i).name(), rates[i][round]);
            }
        }
        Map<Server, Double> medians = new LinkedHashMap<>();
        for (int i = 0; i < servers.size(); i++) {
            Arrays.sort(rates[i]);
            medians.put(servers.get(i), rates[i][rounds / 2]);
        }
        return medians;
    }

    /** From the time at which a message was due to its acknowledgement, at a rate, over all rounds. */
    Map<Server, Histogram> latencies(int rounds, Duration duration, double rate) throws InterruptedException {
        Map<Server, Histogram> latencies = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Server server : servers) {
                Histogram ofRound = atRate(server, duration, rate);
                out.printf(
                        "round %d: %-18s PUBACK p50 %.2f ms, p99 %.2f ms%n",
                        round + 1,
                        server.name(),
                        ofRound.getValueAtPercentile(50) / 1e3,
                        ofRound.getValueAtPercentile(99) / 1e3);
                latencies.merge(server, ofRound, (all, more) -> {
                    all.add(more);
                    return all;
                });
            }
        }
        return latencies;
    }

    private double atFullSpeed(Server server, Duration duration) throws InterruptedException {
        try (LoadGenerator load = connect(server)) {
            load.publishAtFullSpeed();
            Thread.sleep(SETTLE.toMillis());
            long before = load.acknowledged();
            long start = System.nanoTime();
            Thread.sleep(duration.toMillis());
            double rate = (load.acknowledged() - before) / ((System.nanoTime() - start) / 1e9);
            load.pause();
            return rate;
        }
    }

    private Histogram atRate(Server server, Duration duration, double rate) throws InterruptedException {
        try (LoadGenerator load = connect(server)) {
            load.publishAt(rate);
            Thread.sleep(SETTLE.toMillis());
            load.latencyMicros().reset();
            Thread.sleep(duration.toMillis());
            load.pause();
            return load.latencyMicros().copy();
        }
    }

    private LoadGenerator connect(Server server) throws InterruptedException {
        return LoadGenerator.connect(new LoadTarget("127.0.0.1", server.port(), connections, inFlight), messages);
    }
}
