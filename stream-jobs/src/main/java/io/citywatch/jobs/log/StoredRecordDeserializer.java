package io.citywatch.jobs.log;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes records as they stand in the log, so that an operator may say what is wrong with them. */
public final class StoredRecordDeserializer implements KafkaRecordDeserializationSchema<StoredRecord> {
    private static final long serialVersionUID = 1;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<StoredRecord> out) {
        out.collect(StoredRecord.of(record));
    }

    @Override
    public TypeInformation<StoredRecord> getProducedType() {
        return StoredRecordSerializer.TYPE;
    }
}
