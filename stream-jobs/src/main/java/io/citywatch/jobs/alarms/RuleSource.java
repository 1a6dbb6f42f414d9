package io.citywatch.jobs.alarms;

import io.citywatch.jobs.alarms.rule.RuleLog;
import io.citywatch.jobs.log.LogOptions;
import io.citywatch.jobs.log.LogSink;
import io.citywatch.jobs.log.LogSource;
import io.citywatch.jobs.log.StoredRecord;
import io.citywatch.jobs.log.StoredRecordDeserializer;
import io.citywatch.jobs.log.StoredRecordSerializer;
import io.citywatch.jobs.runtime.JobEnvironment;
import io.citywatch.telemetry.topic.LogTopics;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The changes of rules as a stream. Like actions, it has no say in what time it is. What is no rule goes to the dead letters. */
final class RuleSource {
    private RuleSource() {}

    static DataStream<CityNews> of(StreamExecutionEnvironment env, LogOptions options, String group) {
        SingleOutputStreamOperator<CityNews> changes = env.fromSource(
                        LogSource.of(
                                options.forSeldomNews(),
                                group + "-rules",
                                new StoredRecordDeserializer(),
                                LogTopics.RULES),
                        WatermarkStrategy.<StoredRecord>forGenerator(context -> new ActionSource.NeverLate<>()),
                        "rules",
                        StoredRecordSerializer.TYPE)
                .setParallelism(1)
                .uid(group + "-rules-source")
                .process(new UsableRules(new RuleLog(options.bootstrapServers())), CityNewsSerializer.TYPE)
                .name("usable rules")
                .setBufferTimeout(JobEnvironment.AT_ONCE)
                .setParallelism(1)
                .uid(group + "-rules-usable");
        changes.getSideOutput(UsableRules.REJECTED)
                .sinkTo(LogSink.of(options))
                .name("unusable rules")
                .setParallelism(1)
                .uid(group + "-rules-rejected-sink");
        return changes;
    }
}
