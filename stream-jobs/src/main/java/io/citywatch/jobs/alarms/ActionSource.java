package io.citywatch.jobs.alarms;

import io.citywatch.jobs.log.LogOptions;
import io.citywatch.jobs.log.LogSource;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.topic.LogTopics;
import java.io.IOException;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
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

/**
 * What operators do, as a stream. It has no say in what time it is: time is the ticks' alone, and an operator who does
 * nothing for hours must not hold it back.
 */
final class ActionSource {
    private static final Logger log = LoggerFactory.getLogger(ActionSource.class);

    private ActionSource() {}

    static DataStream<AlarmInput> of(StreamExecutionEnvironment env, LogOptions options, String group) {
        return env.fromSource(
                        LogSource.of(options, group + "-actions", new Deserializer(), LogTopics.ALARM_ACTIONS),
                        WatermarkStrategy.<AlarmInput>forGenerator(context -> new NeverLate<>()),
                        "actions",
                        AlarmInputSerializer.TYPE)
                // The topic has one partition: operators are few
                .setParallelism(1)
                .uid(group + "-actions-source");
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

    private static final class Deserializer implements KafkaRecordDeserializationSchema<AlarmInput> {
        private static final long serialVersionUID = 1;

        private transient @Nullable Counter unreadable;

        @Override
        public void open(DeserializationSchema.InitializationContext context) {
            unreadable = AlarmMeter.UNREADABLE.counter(context.getMetricGroup());
        }

        @Override
        public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<AlarmInput> out) {
            try {
                if (record.value() == null) {
                    throw new IOException("the record is empty");
                }
                out.collect(new AlarmInput.Acted(LogJson.alarmAction(record.value())));
            } catch (IOException e) {
                if (unreadable != null) {
                    unreadable.inc();
                }
                // Only the console writes here, so this is a defect of ours and no flood
                log.atWarn()
                        .addKeyValue("topic", record.topic())
                        .addKeyValue("offset", record.offset())
                        .addKeyValue("reason", e.getClass().getSimpleName())
                        .log("an operator's action can't be read");
            }
        }

        @Override
        public TypeInformation<AlarmInput> getProducedType() {
            return AlarmInputSerializer.TYPE;
        }
    }
}
