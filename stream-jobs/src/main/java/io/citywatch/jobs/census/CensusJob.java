package io.citywatch.jobs.census;

import io.citywatch.jobs.census.parking.Parking;
import io.citywatch.jobs.log.LogRecord;
import io.citywatch.jobs.log.LogRecordSerializer;
import io.citywatch.jobs.log.LogSink;
import io.citywatch.jobs.runtime.JobArguments;
import io.citywatch.jobs.runtime.JobEnvironment;
import io.citywatch.jobs.uplink.DeviceUplink;
import io.citywatch.jobs.uplink.ListeningState;
import io.citywatch.jobs.uplink.UplinkContent;
import io.citywatch.jobs.uplink.UplinkSource;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.topic.Channel;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Counts the city's assets.
 *
 * <pre>
 * citywatch.uplink ── births, signs of life ── by device ── by asset ── all ──► citywatch.census
 *                                                  └──────────────────────────► citywatch.devices
 *               └─ readings of parking ── by detector ── all ───────────────────► citywatch.census
 * </pre>
 */
public final class CensusJob {
    /** The job's name, its group in the log and the start of its operators' uids. */
    public static final String NAME = "census";

    /** What it wants of the uplink: of most readings only that a device lives. */
    static final UplinkContent CONTENT = UplinkContent.of(Channel.BIRTH, Channel.EVENT)
            .andReadingsWith(Metric.SENSOR_STATE)
            .andReadingsOf(FacilityKind.PARKING)
            .withSignsThinned();

    private CensusJob() {}

    /** Runs the job on the cluster it is submitted to; the options are those of {@link JobArguments}. */
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        define(env, CensusOptions.of(JobArguments.parse(args)));
        env.execute(NAME);
    }

    /** Defines the job. */
    public static void define(StreamExecutionEnvironment env, CensusOptions options) {
        JobEnvironment.configure(env, options.runtime());

        SingleOutputStreamOperator<DeviceUplink> messages = UplinkSource.messages(env, options.log(), NAME, CONTENT);
        SingleOutputStreamOperator<AssetNews> news = messages.filter(new SignsOfLife())
                .name("signs of life")
                .uid(NAME + "-signs-of-life")
                .keyBy(message -> message.address().device(), Types.STRING)
                .connect(messages.getSideOutput(UplinkSource.TICKS).broadcast(ListeningState.PERIODS))
                .process(new DeviceBinding(), AssetNewsSerializer.TYPE)
                .name("devices")
                .uid(NAME + "-devices");

        DataStream<LogRecord> counts = news.keyBy(AssetNews::asset, Types.STRING)
                .process(new AssetCensus())
                .returns(CountChangeSerializer.TYPE)
                .name("assets")
                .uid(NAME + "-assets")
                .global()
                .transform("city", LogRecordSerializer.TYPE, new CityCount(options.programme(), options.interval()))
                .uid(NAME + "-city")
                .setParallelism(1)
                .setMaxParallelism(1);

        counts.sinkTo(LogSink.of(options.log()))
                .name("counts")
                .uid(NAME + "-counts-sink")
                .setParallelism(1);
        Parking.define(messages, options.programme(), NAME)
                .sinkTo(LogSink.of(options.log()))
                .name("parking")
                .uid(NAME + "-parking-sink")
                .setParallelism(1);
        news.getSideOutput(DeviceBinding.DEVICES)
                .sinkTo(LogSink.of(options.log()))
                .name("devices")
                .uid(NAME + "-devices-sink");
    }
}
