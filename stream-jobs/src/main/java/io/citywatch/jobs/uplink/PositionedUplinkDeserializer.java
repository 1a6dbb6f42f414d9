package io.citywatch.jobs.uplink;

import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Decodes records where they are read, and keeps where they stand. */
final class PositionedUplinkDeserializer implements KafkaRecordDeserializationSchema<PositionedUplink> {
    private static final long serialVersionUID = 1;

    private final UplinkContent content;
    private transient @Nullable UplinkReader reader;

    PositionedUplinkDeserializer(UplinkContent content) {
        this.content = content;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        reader = new UplinkReader(content);
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<PositionedUplink> out) {
        if (reader == null) {
            throw new IllegalStateException("a record before open");
        }
        out.collect(reader.readPositioned(record));
    }

    @Override
    public TypeInformation<PositionedUplink> getProducedType() {
        return PositionedUplinkSerializer.TYPE;
    }
}
