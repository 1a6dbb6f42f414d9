package io.citywatch.jobs.alarms;

import io.citywatch.jobs.alarms.rule.RuleRecords;
import io.citywatch.jobs.log.LogOptions;
import io.citywatch.jobs.log.LogSource;
import io.citywatch.telemetry.topic.LogTopics;
import java.io.IOException;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The changes of rules as a stream. Like actions, it has no say in what time it is. */
final class RuleSource {
    private static final Logger log = LoggerFactory.getLogger(RuleSource.class);

    private RuleSource() {}

    static DataStream<CityNews> of(StreamExecutionEnvironment env, LogOptions options, String group) {
        return env.fromSource(
                        LogSource.of(options, group + "-rules", new Deserializer(), LogTopics.RULES),
                        WatermarkStrategy.<CityNews>forGenerator(context -> new ActionSource.NeverLate<>()),
                        "rules",
                        CityNewsSerializer.TYPE)
                .setParallelism(1)
                .uid(group + "-rules-source");
    }

    private static final class Deserializer implements KafkaRecordDeserializationSchema<CityNews> {
        private static final long serialVersionUID = 1;

        private transient @Nullable Counter unreadable;

        @Override
        public void open(DeserializationSchema.InitializationContext context) {
            unreadable = AlarmMeter.UNREADABLE.counter(context.getMetricGroup());
        }

        @Override
        public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<CityNews> out) {
            try {
                out.collect(new CityNews.RuleChanged(RuleRecords.read(record)));
            } catch (IOException e) {
                if (unreadable != null) {
                    unreadable.inc();
                }
                log.atWarn()
                        .addKeyValue("topic", record.topic())
                        .addKeyValue("offset", record.offset())
                        .addKeyValue("reason", e.getMessage())
                        .log("a record of a rule can't be understood");
            }
        }

        @Override
        public TypeInformation<CityNews> getProducedType() {
            return CityNewsSerializer.TYPE;
        }
    }
}
