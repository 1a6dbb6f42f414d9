package io.citywatch.jobs.alarms;

import io.citywatch.jobs.log.LogOptions;
import io.citywatch.jobs.log.LogSink;
import io.citywatch.jobs.log.LogSource;
import io.citywatch.jobs.log.StoredRecord;
import io.citywatch.jobs.log.StoredRecordDeserializer;
import io.citywatch.jobs.log.StoredRecordSerializer;
import io.citywatch.jobs.runtime.JobEnvironment;
import io.citywatch.telemetry.topic.LogTopics;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * What operators and rules do, as a stream; what is no action goes to the dead letters. It has no say in what time it is: time is the
 * ticks' alone, and an operator who does nothing for hours must not hold it back.
 */
final class ActionSource {
    private ActionSource() {}

    /**
     * Both sorts of actions.
     *
     * @param ofAlarms what goes to the device of the alarm
     * @param ofAssets what goes to all devices
     */
    record Actions(DataStream<AlarmInput> ofAlarms, DataStream<CityNews> ofAssets) {}

    static Actions of(StreamExecutionEnvironment env, LogOptions options, String group) {
        SingleOutputStreamOperator<AlarmInput> actions = env.fromSource(
                        LogSource.of(
                                options.forSeldomNews(),
                                group + "-actions",
                                new StoredRecordDeserializer(),
                                LogTopics.ALARM_ACTIONS),
                        WatermarkStrategy.<StoredRecord>forGenerator(context -> new NeverLate<>()),
                        "actions",
                        StoredRecordSerializer.TYPE)
                // The topic has one partition: operators are few
                .setParallelism(1)
                .uid(group + "-actions-source")
                .process(new UsableActions(), AlarmInputSerializer.TYPE)
                .name("usable actions")
                .setBufferTimeout(JobEnvironment.AT_ONCE)
                .setParallelism(1)
                .uid(group + "-actions-usable");
        actions.getSideOutput(UsableActions.REJECTED)
                .sinkTo(LogSink.of(options))
                .name("unusable actions")
                .setParallelism(1)
                .uid(group + "-actions-rejected-sink");
        return new Actions(actions, actions.getSideOutput(UsableActions.WORKS));
    }

    /** Says that nothing is awaited here. The largest watermark itself means the end of a stream, so it stays one below. */
    static final class NeverLate<T> implements WatermarkGenerator<T> {
        @Override
        public void onEvent(T event, long eventTimestamp, WatermarkOutput output) {
            // An action's time is judged where it meets its device.
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            output.emitWatermark(new Watermark(Long.MAX_VALUE - 1));
        }
    }
}
