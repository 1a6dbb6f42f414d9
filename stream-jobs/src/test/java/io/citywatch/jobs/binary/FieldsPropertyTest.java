package io.citywatch.jobs.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.WithNull;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class FieldsPropertyTest {

    @Property
    void whatIsWrittenIsReadBack(@ForAll long number, @ForAll @WithNull String text, @ForAll @WithNull Double fraction)
            throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);

        Fields.writeVar(number, out);
        Fields.writeSigned(number, out);
        Fields.writeText(text, out);
        Fields.writeDouble(fraction, out);

        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        assertThat(Fields.readVar(in)).isEqualTo(number);
        assertThat(Fields.readSigned(in)).isEqualTo(number);
        assertThat(Fields.readOptionalText(in)).isEqualTo(utf8(text));
        assertThat(Fields.readOptionalDouble(in)).isEqualTo(fraction);
        assertThat(in.available()).isZero();
    }

    @Property
    void textsFromOneArrayAreThoseFromAnyInput(
            @ForAll List<@WithNull String> texts, @ForAll @Size(max = 40) List<@IntRange(max = 12) Integer> names)
            throws IOException {
        PackedInput in = new PackedInput();

        for (int round = 0; round < 2; round++) {
            DataOutputSerializer out = new DataOutputSerializer(64);
            for (String text : texts) {
                Fields.writeText(text, out);
                Fields.writeText(text, out);
            }
            for (int name : names) {
                Fields.writeText("rule-" + name, out);
            }

            in.setBuffer(out.getCopyOfBuffer());
            for (String text : texts) {
                assertThat(Fields.readOptionalText(in)).isEqualTo(utf8(text));
                assertThat(Fields.readOptionalName(in)).isEqualTo(utf8(text));
            }
            for (int name : names) {
                assertThat(Fields.readName(in)).isEqualTo("rule-" + name);
            }
            assertThat(in.available()).isZero();
        }
    }

    @Test
    void aTextThatEndsBeforeItsLengthSaysIsAnError() throws IOException {
        PackedInput in = new PackedInput();
        in.setBuffer(new byte[] {9, 'a', 'b'});

        assertThatThrownBy(() -> Fields.readText(in)).isInstanceOf(EOFException.class);
    }

    @Property
    void aNumberNearZeroTakesOneByteOnEitherSideOfIt(@ForAll @IntRange(min = -64, max = 63) int number)
            throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);

        Fields.writeSigned(number, out);

        assertThat(out.length()).isEqualTo(1);
    }

    /** UTF-8 has no lone surrogates: they come back as question marks. */
    private static String utf8(String text) {
        return text == null ? null : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
