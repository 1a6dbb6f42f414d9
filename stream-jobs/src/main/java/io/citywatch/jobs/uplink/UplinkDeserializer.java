package io.citywatch.jobs.uplink;

import io.citywatch.jobs.binary.BinaryType;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Decodes records where they are read, so that a payload which the job does not need goes no further. */
final class UplinkDeserializer implements KafkaRecordDeserializationSchema<Uplink> {
    private static final long serialVersionUID = 1;

    private final UplinkContent content;
    private transient @Nullable UplinkReader reader;

    UplinkDeserializer(UplinkContent content) {
        this.content = content;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        reader = new UplinkReader(content);
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Uplink> out) {
        if (reader == null) {
            throw new IllegalStateException("a record before open");
        }
        Uplink news = reader.readNews(record);
        if (news != null) {
            out.collect(news);
        }
    }

    @Override
    public TypeInformation<Uplink> getProducedType() {
        return BinaryType.of(Uplink.class, new UplinkSerializer());
    }
}
