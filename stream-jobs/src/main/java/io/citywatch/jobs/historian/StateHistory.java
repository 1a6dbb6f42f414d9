package io.citywatch.jobs.historian;

import io.citywatch.jobs.influx.LineBuffer;
import io.citywatch.jobs.influx.Points;
import io.citywatch.jobs.influx.PointsSerializer;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.ledger.LedgerMinute;
import io.citywatch.telemetry.topic.LogTopics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes points of the records of the alarms, of their figures, of the census and of the ledger, where they are read. */
final class StateHistory implements KafkaRecordDeserializationSchema<Points> {
    /** The topics that this makes points of. */
    static final List<String> TOPICS =
            List.of(LogTopics.ALARMS, LogTopics.CENSUS, LogTopics.LEDGER, LogTopics.ALARM_FIGURES);

    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(StateHistory.class);
    private static final String TARGET_SCOPE = "target/";
    private static final String COUNT_SCOPE = "count/";
    private static final String PARKING_SCOPE = "parking/";

    private transient @Nullable LineBuffer lines;
    private transient @Nullable Counter unreadable;

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        lines = new LineBuffer();
        unreadable =
                context.getMetricGroup().counter(HistorianMeter.RECORDS_UNREADABLE.meterName(), new SimpleCounter());
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Points> out) {
        if (lines == null || unreadable == null) {
            throw new IllegalStateException("a record before open");
        }
        byte[] value = record.value();
        if (value == null) {
            return;
        }
        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        try {
            write(record.topic(), key, value, lines);
        } catch (IOException e) {
            lines.take();
            unreadable.inc();
            if (unreadable.getCount() == 1) {
                LOG.atError()
                        .addKeyValue("topic", record.topic())
                        .addKeyValue("offset", record.offset())
                        .addKeyValue("reason", e.getMessage())
                        .log("a record can't be read and is left out; further ones are only counted");
            }
        }
        if (!lines.isEmpty()) {
            int count = lines.points();
            out.collect(new Points(lines.take(), count, new Points.Origin(record.topic(), key, record.timestamp())));
        }
    }

    @Override
    public TypeInformation<Points> getProducedType() {
        return PointsSerializer.TYPE;
    }

    /** Adds the points of a record. */
    static void write(String topic, String key, byte[] value, LineBuffer lines) throws IOException {
        if (topic.equals(LogTopics.ALARMS)) {
            AlarmLines.write(LogJson.alarm(value), lines);
        } else if (topic.equals(LogTopics.LEDGER)) {
            if (key.startsWith(LedgerMinute.SCOPE)) {
                LedgerLines.write(LogJson.ledgerMinute(value), lines);
            }
        } else if (topic.equals(LogTopics.ALARM_FIGURES)) {
            FigureLines.write(LogJson.alarmFigures(value), lines);
        } else if (key.startsWith(TARGET_SCOPE)) {
            CensusLines.write(LogJson.targetProgress(value), lines);
        } else if (key.startsWith(COUNT_SCOPE)) {
            CensusLines.write(LogJson.assetCount(value), lines);
        } else if (key.startsWith(PARKING_SCOPE)) {
            ParkingLines.write(LogJson.parkingCount(value), lines);
        }
    }
}
