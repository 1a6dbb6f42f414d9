package io.citywatch.benchmarks.historian;

import com.sun.management.OperatingSystemMXBean;
import io.citywatch.benchmarks.city.CityReadings;
import io.citywatch.benchmarks.log.BenchLog;
import io.citywatch.ingest.log.Sender;
import io.citywatch.ingest.log.UplinkRoute;
import io.citywatch.jobs.historian.HistorianJob;
import io.citywatch.jobs.historian.HistorianOptions;
import io.citywatch.jobs.influx.InfluxOptions;
import io.citywatch.standalone.flink.FlinkCluster;
import io.citywatch.telemetry.credentials.PasswordKey;
import io.citywatch.telemetry.topic.UplinkTopic;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/** Fills a log with readings of so many devices, and lets the historian read it. */
final class HistorianRun {
    /** As many concentrators as carry the city in the other benchmarks. */
    private static final int CONCENTRATORS = 20;

    private static final int PAYLOAD_BYTES = 256;
    /** Nobody logs in. */
    private static final int KEY_BYTES = 32;

    private static final long POLL_MILLIS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final int devices;
    private final int readings;
    private final int partitions;
    private final int parallelism;

    HistorianRun(int devices, int readings, int partitions, int parallelism) {
        this.devices = devices;
        this.readings = readings;
        this.partitions = partitions;
        this.parallelism = parallelism;
    }

    /** Runs once, with all data in that folder. */
    Result run(Path folder) throws Exception {
        try (BenchLog log = BenchLog.start(folder.resolve("kafka"), partitions)) {
            fill(log);
            try (FlinkCluster flink = FlinkCluster.start(folder.resolve("flink"), 0)) {
                HistorianOptions options = HistorianOptions.of(log.bootstrapServers(), InfluxOptions.DEFAULT_URL);
                long before = CountingSink.points();
                FlinkCluster.Job job = flink.submit(
                        HistorianJob.NAME,
                        env -> HistorianJob.define(
                                env,
                                options.withRuntime(options.runtime().withParallelism(parallelism)),
                                new CountingSink()));
                return measure(job, before);
            }
        }
    }

    private void fill(BenchLog log) throws InterruptedException {
        CityReadings messages = new CityReadings(new PasswordKey(new byte[KEY_BYTES]), CONCENTRATORS, devices);
        Sender[] senders = new Sender[CONCENTRATORS];
        for (int i = 0; i < CONCENTRATORS; i++) {
            senders[i] = new Sender(messages.userName(i));
        }
        ByteBuf payload = Unpooled.buffer(PAYLOAD_BYTES);
        for (int i = 0; i < readings; i++) {
            int concentrator = i % CONCENTRATORS;
            long n = i / CONCENTRATORS;
            String topic = new String(messages.topic(concentrator, n), StandardCharsets.US_ASCII);
            long now = System.currentTimeMillis();
            messages.writePayload(concentrator, n, now, payload.clear());
            log.append(
                    new UplinkRoute(Objects.requireNonNull(UplinkTopic.parse(topic)), topic),
                    senders[concentrator],
                    now,
                    ByteBufUtil.getBytes(payload));
        }
        log.flush();
    }

    private Result measure(FlinkCluster.Job job, long before) throws Exception {
        await(job, before + 1);
        long first = CountingSink.points();
        long start = System.nanoTime();
        long startProcessor = processorNanos();
        await(job, before + readings);
        return new Result(before + readings - first, System.nanoTime() - start, processorNanos() - startProcessor);
    }

    /** Waits until the sink has so many points. */
    private static void await(FlinkCluster.Job job, long points) throws Exception {
        long last = -1;
        long changed = System.nanoTime();
        for (long now = CountingSink.points(); now < points; now = CountingSink.points()) {
            if (now != last) {
                last = now;
                changed = System.nanoTime();
            } else if (System.nanoTime() - changed > PATIENCE.toNanos()) {
                throw new IllegalStateException(
                        (points - now) + " readings do not come; Flink says of the job: " + job.status());
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private static long processorNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    /**
     * What a run took.
     *
     * @param readings how many readings were read
     * @param nanos how long that took, from the first at the sink to the last
     * @param processorNanos the processor time of the job, of the log that it was read from and of the JVM under both
     */
    record Result(long readings, long nanos, long processorNanos) {
        double perSecond() {
            return readings / (nanos / 1e9);
        }

        double processorMicros() {
            return processorNanos / 1e3 / readings;
        }
    }
}
