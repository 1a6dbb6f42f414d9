package io.citywatch.telemetry.codec;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The labels of SenML (RFC 8428, tables 1, 2 and 4), which are texts in JSON and whole numbers in CBOR. */
enum SenmlLabel {
    BASE_VERSION("bver", -1),
    BASE_NAME("bn", -2),
    BASE_TIME("bt", -3),
    BASE_UNIT("bu", -4),
    BASE_VALUE("bv", -5),
    BASE_SUM("bs", -6),
    NAME("n", 0),
    UNIT("u", 1),
    VALUE("v", 2),
    STRING_VALUE("vs", 3),
    BOOLEAN_VALUE("vb", 4),
    SUM("s", 5),
    TIME("t", 6),
    UPDATE_TIME("ut", 7),
    DATA_VALUE("vd", 8);

    private static final Map<String, SenmlLabel> BY_TEXT =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(SenmlLabel::text, Function.identity()));
    private static final Map<String, SenmlLabel> BY_EITHER = Stream.of(values())
            .flatMap(label -> Stream.of(Map.entry(label.text, label), Map.entry(Integer.toString(label.number), label)))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private final String text;
    private final int number;

    SenmlLabel(String text, int number) {
        this.text = text;
        this.number = number;
    }

    /** The label in JSON. */
    String text() {
        return text;
    }

    /** The label in CBOR. */
    int number() {
        return number;
    }

    /** The label of that text, or null. */
    static @Nullable SenmlLabel ofText(String text) {
        return BY_TEXT.get(text);
    }

    /** The label of that text or of the whole number that the text is, or null. */
    static @Nullable SenmlLabel of(String textOrNumber) {
        return BY_EITHER.get(textOrNumber);
    }
}
