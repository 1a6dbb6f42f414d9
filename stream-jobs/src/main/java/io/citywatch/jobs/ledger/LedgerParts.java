package io.citywatch.jobs.ledger;

import io.citywatch.jobs.log.LogOptions;
import io.citywatch.jobs.log.LogSource;
import io.citywatch.jobs.runtime.JobEnvironment;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.ledger.LedgerPart;
import io.citywatch.telemetry.topic.LogTopics;
import java.io.IOException;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of the ledger as a stream. It has no say in what time it is for others. */
final class LedgerParts {
    private static final Logger log = LoggerFactory.getLogger(LedgerParts.class);

    private LedgerParts() {}

    static DataStream<LedgerPart> of(StreamExecutionEnvironment env, LogOptions options, String group) {
        return env.fromSource(
                        LogSource.of(
                                options.forSeldomNews(), group + "-ledger", new Deserializer(), LogTopics.LEDGER_PARTS),
                        WatermarkStrategy.forGenerator(context -> new NeverLate()),
                        "ledger parts",
                        LedgerPartSerializer.TYPE)
                // The topic has one partition, so that all parts have one order
                .setParallelism(1)
                .setBufferTimeout(JobEnvironment.AT_ONCE)
                .uid(group + "-ledger-source");
    }

    /** Says that nothing is awaited here. The largest watermark itself means the end of a stream, so it stays one below. */
    private static final class NeverLate implements WatermarkGenerator<LedgerPart> {
        @Override
        public void onEvent(LedgerPart event, long eventTimestamp, WatermarkOutput output) {
            // The ledger's time stands in its parts.
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            output.emitWatermark(new Watermark(Long.MAX_VALUE - 1));
        }
    }

    private static final class Deserializer implements KafkaRecordDeserializationSchema<LedgerPart> {
        private static final long serialVersionUID = 1;

        @Override
        public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<LedgerPart> out) {
            if (record.value() == null) {
                return;
            }
            try {
                out.collect(LogJson.ledgerPart(record.value()));
            } catch (IOException e) {
                // Only gateways and the historian write here, so this is a defect of ours and no flood
                log.atWarn()
                        .addKeyValue("topic", record.topic())
                        .addKeyValue("offset", record.offset())
                        .addKeyValue("reason", e.getClass().getSimpleName())
                        .log("a part of the ledger can't be read");
            }
        }

        @Override
        public TypeInformation<LedgerPart> getProducedType() {
            return LedgerPartSerializer.TYPE;
        }
    }
}
