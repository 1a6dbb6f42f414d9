package io.citywatch.telemetry.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class JsonWordsTest {
    @Test
    void theWordsNameThePlaceAndNotTheParsersSource() {
        JsonProcessingException cutOff =
                catchThrowableOfType(JsonProcessingException.class, () -> new ObjectMapper().readTree("[1,2"));

        assertThat(JsonWords.of(cutOff))
                .isEqualTo(
                        "Unexpected end-of-input: expected close marker for Array (start marker at line: 1, column: 1)");
    }
}
