package io.citywatch.jobs.historian;

import io.citywatch.jobs.historian.rollup.RollUpFunction;
import io.citywatch.jobs.historian.rollup.RollUpWidth;
import io.citywatch.jobs.influx.InfluxOptions;
import io.citywatch.jobs.influx.InfluxSink;
import io.citywatch.jobs.influx.InfluxStore;
import io.citywatch.jobs.influx.Points;
import io.citywatch.jobs.influx.PointsSerializer;
import io.citywatch.jobs.influx.RollUpStore;
import io.citywatch.jobs.log.LogOptions;
import io.citywatch.jobs.log.LogSink;
import io.citywatch.jobs.log.LogSource;
import io.citywatch.jobs.runtime.JobArguments;
import io.citywatch.jobs.runtime.JobEnvironment;
import io.citywatch.jobs.uplink.UplinkContent;
import io.citywatch.jobs.uplink.UplinkSource;
import java.time.Clock;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Writes the history: readings, events, alarms, counts and the ledger.
 *
 * <pre>
 * citywatch.uplink ── decode ── points ──────────────► InfluxDB
 *                          │       └── rejected ─────► citywatch.rejected
 *                          ├── hours summed up ──────► InfluxDB
 *                          ├── changed minutes, ─────► roll-ups by InfluxDB, once they are written
 *                          │   late and broken hours
 *                          └── books ────────────────► citywatch.ledger-parts
 * citywatch.alarms, .alarm-figures,
 * citywatch.census, .ledger ── points ───────────────► InfluxDB
 * </pre>
 *
 * No reading is exchanged between tasks: each is read, decoded, written as a line and batched by one thread.
 */
public final class HistorianJob {
    /** The job's name, its group in the log and the start of its operators' uids. */
    public static final String NAME = "historian";

    private HistorianJob() {}

    /** Runs the job on the cluster it is submitted to; the options are those of {@link JobArguments}. */
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        define(env, HistorianOptions.of(JobArguments.parse(args)));
        env.execute(NAME);
    }

    /** Defines the job with InfluxDB at its end. */
    public static void define(StreamExecutionEnvironment env, HistorianOptions options) {
        InfluxOptions influx = options.influx();
        LogOptions log = options.log();
        Duration hoursKept = options.rollUps().hoursKept();
        SingleOutputStreamOperator<Points> said = defined(
                env,
                options,
                new InfluxSink(
                        influx.batching(),
                        () -> new InfluxStore(influx),
                        () -> new DeadLetters(new HistorianLog(log), Clock.systemUTC())));
        said.getSideOutput(UplinkHistory.ROLLED_UP)
                .sinkTo(new InfluxSink(
                        influx.batching(),
                        () -> new RollUpStore(influx, RollUpWidth.HOUR.policy(), hoursKept),
                        () -> new DeadLetters(new HistorianLog(log), Clock.systemUTC())))
                .name("influx")
                .uid(NAME + "-roll-ups-influx");
        said.getSideOutput(UplinkHistory.TOUCHED)
                .process(new RollUpFunction(influx, options.rollUps()))
                .name("roll-ups")
                .uid(NAME + "-roll-ups")
                .setParallelism(1);
    }

    /** Defines the job with any sink at its end: the same job for measurements without InfluxDB. */
    public static void define(StreamExecutionEnvironment env, HistorianOptions options, Sink<Points> history) {
        var unused = defined(env, options, history);
    }

    private static SingleOutputStreamOperator<Points> defined(
            StreamExecutionEnvironment env, HistorianOptions options, Sink<Points> history) {
        JobEnvironment.configure(env, options.runtime());

        SingleOutputStreamOperator<Points> said = UplinkSource.positioned(
                        env, options.log(), NAME, UplinkContent.ALL_WITH_REJECTIONS)
                .process(new UplinkHistory(options.log()))
                .returns(PointsSerializer.TYPE)
                .name("points")
                .uid(NAME + "-uplink-points");
        said.sinkTo(history).name("influx").uid(NAME + "-uplink-influx");
        said.getSideOutput(UplinkHistory.REJECTED)
                .sinkTo(LogSink.of(options.log()))
                .name("rejected")
                .uid(NAME + "-rejected");

        env.fromSource(
                        LogSource.of(
                                options.log(),
                                NAME + "-state",
                                new StateHistory(),
                                StateHistory.TOPICS.toArray(String[]::new)),
                        WatermarkStrategy.noWatermarks(),
                        "alarms, census and ledger",
                        PointsSerializer.TYPE)
                .uid(NAME + "-state-source")
                .sinkTo(history)
                .name("influx")
                .uid(NAME + "-state-influx");
        return said;
    }
}
