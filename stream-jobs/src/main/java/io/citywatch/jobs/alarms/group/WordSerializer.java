package io.citywatch.jobs.alarms.group;

import io.citywatch.jobs.alarms.state.AlarmActionFields;
import io.citywatch.jobs.binary.BinaryType;
import io.citywatch.jobs.binary.Fields;
import io.citywatch.jobs.binary.ImmutableSerializer;
import java.io.IOException;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes what is said to alarms and waits. The first form is numbered as that of its one word was, {@link WordSlice#FORM}; the next
 * is a slice of such words.
 */
public final class WordSerializer extends ImmutableSerializer<WordSlice> {
    static final BinaryType<WordSlice> TYPE = BinaryType.of(WordSlice.class, new WordSerializer());

    private static final long serialVersionUID = 1;
    private static final int SLICE = WordSlice.FORM + 1;

    @Override
    protected int version() {
        return SLICE;
    }

    @Override
    protected void write(WordSlice value, DataOutputView out) throws IOException {
        Fields.writeBytes(value.form(), out);
    }

    @Override
    protected WordSlice read(DataInputView in, int writtenVersion) throws IOException {
        return writtenVersion == SLICE
                ? new WordSlice(Fields.readBytes(in))
                : WordSlice.of(List.of(AlarmActionFields.read(in, writtenVersion)));
    }
}
