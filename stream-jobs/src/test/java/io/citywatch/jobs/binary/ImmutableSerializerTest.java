package io.citywatch.jobs.binary;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.log.LogRecord;
import io.citywatch.jobs.log.LogRecordSerializer;
import io.citywatch.jobs.testkit.RoundTrip;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a value gets into a stream, as that of a checkpoint. */
class ImmutableSerializerTest {
    private final LogRecordSerializer serializer = new LogRecordSerializer();

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 5_000, 200_000})
    void aStreamGetsTheSameBytesAsMemory(int size) throws IOException {
        LogRecord record = LogRecord.of("topic", "key", new byte[size]);
        LogRecord next = LogRecord.of("topic", "next", new byte[] {1, 2, 3});
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        DataOutputViewStreamWrapper out = new DataOutputViewStreamWrapper(stream);

        serializer.serialize(record, out);
        serializer.serialize(next, out);

        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        expected.write(RoundTrip.bytes(serializer, record));
        expected.write(RoundTrip.bytes(serializer, next));
        assertThat(stream.toByteArray()).isEqualTo(expected.toByteArray());
    }

    @Test
    void aStreamIsWrittenToOnceForEachValue() throws IOException {
        AtomicInteger writes = new AtomicInteger();
        ByteArrayOutputStream stream = new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] bytes, int offset, int length) {
                writes.incrementAndGet();
            }

            @Override
            public synchronized void write(int one) {
                writes.incrementAndGet();
            }
        };

        serializer.serialize(LogRecord.of("topic", "key", new byte[100]), new DataOutputViewStreamWrapper(stream));

        assertThat(writes).hasValue(1);
    }
}
