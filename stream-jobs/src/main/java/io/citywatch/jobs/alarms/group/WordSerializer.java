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
 * Writes what is said to alarms and waits. Its first form, the seventh, was one word in the seventh form of {@link AlarmActionFields};
 * the eighth is a slice of such words. When words have a newer form, a newer form of slices has to write the older ones anew.
 */
public final class WordSerializer extends ImmutableSerializer<WordSlice> {
    static final BinaryType<WordSlice> TYPE = BinaryType.of(WordSlice.class, new WordSerializer());

    private static final long serialVersionUID = 1;
    private static final int SLICE = 8;

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
