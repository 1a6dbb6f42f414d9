package io.citywatch.jobs.alarms;

import io.citywatch.jobs.alarms.aggregate.AggregateFunction;
import io.citywatch.jobs.alarms.aggregate.AggregateReading;
import io.citywatch.jobs.alarms.figures.FiguresFunction;
import io.citywatch.jobs.alarms.group.AgreementFunction;
import io.citywatch.jobs.alarms.group.AgreementNews;
import io.citywatch.jobs.alarms.group.CollectiveFunction;
import io.citywatch.jobs.alarms.group.CollectiveNews;
import io.citywatch.jobs.alarms.group.FloodFunction;
import io.citywatch.jobs.alarms.group.NeighbourFunction;
import io.citywatch.jobs.alarms.group.NeighbourNews;
import io.citywatch.jobs.alarms.rule.RuleLog;
import io.citywatch.jobs.ledger.Ledger;
import io.citywatch.jobs.log.LogRecord;
import io.citywatch.jobs.log.LogRecordSerializer;
import io.citywatch.jobs.log.LogSink;
import io.citywatch.jobs.runtime.JobArguments;
import io.citywatch.jobs.runtime.JobEnvironment;
import io.citywatch.jobs.uplink.DeviceUplink;
import io.citywatch.jobs.uplink.ListeningState;
import io.citywatch.jobs.uplink.UplinkContent;
import io.citywatch.jobs.uplink.UplinkSource;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.LogTopics;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Raises alarms, keeps their states, and gives the commands that follow from them.
 *
 * <pre>
 * citywatch.uplink ──┬─ messages ──┐
 *                    └─ ticks ─────┼─▶ by device: AlarmFunction ──▶ citywatch.alarms, citywatch.commands
 * citywatch.rules ── usable ───────┤ (what is no rule, or no action: citywatch.rejected)
 * citywatch.alarm-actions ─ usable ┤            │
 * citywatch.ledger-parts ── ledger ┘──▶ citywatch.ledger
 *            ▲                                  ├─ what alarms become ──▶ by city: FiguresFunction ──▶ citywatch.alarm-figures
 *            ▲                                  ├─ what neighbours may agree with ──▶ by group: AgreementFunction ─┐
 *            │                                  ├─ whose neighbours change ─────────▶ by group: NeighbourFunction ─┤
 *            │                                  ├─ what groups measure together ────▶ by group: AggregateFunction ─┤
 *            │                                  └─ what may be part of a flood ─────▶ by city: FloodFunction ──────┤
 *            │                                  ├─ what stands behind a district's ──▶ by alarm: CollectiveFunction ┤
 *            └─────────────────────────────────────────────────────────────────────────────────────────────────────┘
 * </pre>
 *
 * <p>What groups find out comes back through the log, as a rule's action: {@link AlarmFunction} stays the one writer of alarms,
 * and a replay finds it where it was.
 */
public final class AlarmJob {
    /** The job's name, which stands in the uids of its operators. */
    public static final String NAME = "alarms";

    /** What it wants of the uplink. */
    public static final UplinkContent CONTENT = UplinkContent.of(
                    Channel.TELEMETRY, Channel.EVENT, Channel.BIRTH, Channel.ACK)
            .withConcentrators();

    /**
     * How long what is beside alarms may wait for its network buffer to fill: it goes to groups and figures, which look at seconds.
     * Alarms and commands themselves go to the log from where they are decided.
     */
    private static final long ASIDE_MILLIS = 20;

    private AlarmJob() {}

    /** Runs the job on the cluster it is submitted to; the options are those of {@link JobArguments}. */
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        define(env, AlarmOptions.of(JobArguments.parse(args)));
        env.execute(NAME);
    }

    /** Defines the job. */
    public static void define(StreamExecutionEnvironment env, AlarmOptions options) {
        JobEnvironment.configure(env, options.runtime());

        SingleOutputStreamOperator<DeviceUplink> messages = UplinkSource.messages(env, options.log(), NAME, CONTENT);
        DataStream<AlarmInput> heard = messages.<AlarmInput>map(AlarmInput.Heard::new)
                .returns(AlarmInputSerializer.TYPE)
                .name("heard")
                .uid(NAME + "-heard");
        ActionSource.Actions actions = ActionSource.of(env, options.log(), NAME);
        DataStream<AlarmInput> books = Ledger.define(env, options.log(), NAME)
                .<AlarmInput>map(AlarmInput.Heard::new)
                .returns(AlarmInputSerializer.TYPE)
                .setParallelism(1)
                .name("books")
                .setBufferTimeout(JobEnvironment.AT_ONCE)
                .uid(NAME + "-books");
        BroadcastStream<CityNews> news = messages.getSideOutput(UplinkSource.TICKS)
                .<CityNews>map(CityNews.Ticked::new)
                .returns(CityNewsSerializer.TYPE)
                .name("ticks")
                .setBufferTimeout(JobEnvironment.AT_ONCE)
                .uid(NAME + "-ticks")
                .union(RuleSource.of(env, options.log(), NAME), actions.ofAssets())
                .broadcast(ListeningState.PERIODS, AlarmFunction.RULES);

        messages.getSideOutput(UplinkSource.REBIRTHS)
                .map(request -> LogRecord.of(LogTopics.COMMANDS, request.key(), LogJson.encode(request)))
                .returns(LogRecordSerializer.TYPE)
                .name("rebirths")
                .uid(NAME + "-rebirths")
                .sinkTo(LogSink.of(options.log()))
                .name("rebirths")
                .uid(NAME + "-rebirths-sink");

        SingleOutputStreamOperator<LogRecord> alarms = heard.union(actions.ofAlarms(), books)
                .keyBy(AlarmInput::device, Types.STRING)
                .connect(news)
                .process(
                        new AlarmFunction(
                                new RuleLog(options.log().bootstrapServers()),
                                new AssetWorkLog(options.log().bootstrapServers())),
                        LogRecordSerializer.TYPE)
                .name("alarms")
                .setBufferTimeout(ASIDE_MILLIS)
                .uid(NAME + "-by-device");
        alarms.sinkTo(LogSink.of(options.log())).name("log").uid(NAME + "-log-sink");

        alarms.getSideOutput(AlarmFunction.AGREEMENTS)
                .keyBy(AgreementNews::key, Types.STRING)
                .process(new AgreementFunction(), LogRecordSerializer.TYPE)
                .name("agreement of neighbours")
                .uid(NAME + "-agreements")
                .sinkTo(LogSink.of(options.log()))
                .name("agreements to log")
                .uid(NAME + "-agreements-log-sink");
        alarms.getSideOutput(AlarmFunction.NEIGHBOURS)
                .keyBy(NeighbourNews::key, Types.STRING)
                .process(new NeighbourFunction(), LogRecordSerializer.TYPE)
                .name("neighbours")
                // Bays are few, and each changes some times a day
                .setParallelism(1)
                .uid(NAME + "-neighbours")
                .sinkTo(LogSink.of(options.log()))
                .name("neighbours to log")
                .setParallelism(1)
                .uid(NAME + "-neighbours-log-sink");
        alarms.getSideOutput(AlarmFunction.AGGREGATES)
                .keyBy(AggregateReading::key, Types.STRING)
                .process(new AggregateFunction(), LogRecordSerializer.TYPE)
                .name("aggregates")
                // Groups are few, and each speaks once a bucket
                .setParallelism(1)
                .uid(NAME + "-aggregates")
                .sinkTo(LogSink.of(options.log()))
                .name("aggregates to log")
                .setParallelism(1)
                .uid(NAME + "-aggregates-log-sink");
        alarms.getSideOutput(AlarmFunction.FOLDS)
                .keyBy(FloodFunction::city, Types.STRING)
                .process(new FloodFunction(), LogRecordSerializer.TYPE)
                .name("floods")
                // A city is one key: one task has all of it
                .setParallelism(1)
                .uid(NAME + "-floods")
                .sinkTo(LogSink.of(options.log()))
                .name("floods to log")
                .setParallelism(1)
                .uid(NAME + "-floods-log-sink");
        alarms.getSideOutput(AlarmFunction.COLLECTIVES)
                .keyBy(CollectiveNews::parent, Types.STRING)
                .process(new CollectiveFunction(), LogRecordSerializer.TYPE)
                .name("collectives")
                // Districts are few, and what their alarms stand for comes slowly
                .setParallelism(1)
                .uid(NAME + "-collectives")
                .sinkTo(LogSink.of(options.log()))
                .name("collectives to log")
                .setParallelism(1)
                .uid(NAME + "-collectives-log-sink");
        String city = options.city();
        alarms.getSideOutput(AlarmFunction.STEPS)
                .keyBy(step -> FiguresFunction.key(step, city), Types.STRING)
                .process(new FiguresFunction(city), LogRecordSerializer.TYPE)
                .name("figures")
                .setParallelism(1)
                .uid(NAME + "-figures")
                .sinkTo(LogSink.of(options.log()))
                .name("figures to log")
                .setParallelism(1)
                .uid(NAME + "-figures-log-sink");
    }
}
