package io.citywatch.jobs.binary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class NamesTest {
    private final Names names = new Names();

    @Property
    void everyTextComesAsItIsHoweverManyShareAPlace(@ForAll List<String> texts) {
        for (String text : texts) {
            assertThat(of(text)).isEqualTo(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
        }
    }

    @Test
    void fewTextsComeAsTheSameObjects() {
        List<String> rules =
                IntStream.range(0, 20).mapToObj(i -> "rule-" + i).map(this::of).toList();

        assertThat(rules).allSatisfy(rule -> assertThat(of(rule)).isSameAs(rule));
    }

    @Test
    void moreTextsThanPlacesComeAsTheyAre() {
        for (int i = 0; i < 10_000; i++) {
            assertThat(of("gas-" + i)).isEqualTo("gas-" + i);
        }
    }

    @Test
    void streamsAndArraysGiveNamesAsTheSameObjects() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(32);
        Fields.writeText("gas-leak", out);
        Fields.writeText("gas-leak", out);
        DataInputDeserializer stream = new DataInputDeserializer(out.getCopyOfBuffer());
        PackedInput array = new PackedInput();
        array.setBuffer(out.getCopyOfBuffer());

        assertThat(Fields.readName(stream)).isEqualTo("gas-leak").isSameAs(Fields.readOptionalName(stream));
        assertThat(Fields.readName(array)).isEqualTo("gas-leak").isSameAs(Fields.readOptionalName(array));
    }

    /** Its bytes between others. */
    private String of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] around = new byte[bytes.length + 2];
        System.arraycopy(bytes, 0, around, 1, bytes.length);
        return names.of(around, 1, bytes.length);
    }
}
