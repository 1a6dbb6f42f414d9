package io.citywatch.jobs.alarms.group;

import io.citywatch.jobs.alarms.state.AlarmActionFields;
import io.citywatch.jobs.binary.PackedInput;
import io.citywatch.telemetry.alarm.AlarmAction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Some of what is to be said to alarms, as bytes, one after the other. Never changes. */
final class WordSlice {
    /** The form of {@link AlarmActionFields} in which they are. */
    private static final int FORM = 7;

    private static final int USUAL_BYTES = 200;

    private final byte[] form;

    WordSlice(byte[] form) {
        this.form = form;
    }

    static WordSlice of(List<AlarmAction> words) {
        DataOutputSerializer out = new DataOutputSerializer(USUAL_BYTES * words.size());
        try {
            for (AlarmAction word : words) {
                AlarmActionFields.write(word, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory can't be written to", e);
        }
        return new WordSlice(out.getCopyOfBuffer());
    }

    /** Only to be read. */
    byte[] form() {
        return form;
    }

    /** Says them in their order, and returns how many they are. */
    int say(Consumer<AlarmAction> listener) {
        int said = 0;
        PackedInput in = new PackedInput();
        in.setBuffer(form);
        try {
            for (; in.available() > 0; said++) {
                listener.accept(AlarmActionFields.read(in, FORM));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("what was packed can't be read", e);
        }
        return said;
    }
}
