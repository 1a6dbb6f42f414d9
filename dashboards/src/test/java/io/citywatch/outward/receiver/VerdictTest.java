package io.citywatch.outward.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {
    @ParameterizedTest
    @CsvSource({
        "200, TAKEN", "204, TAKEN", "301, REFUSED", "307, REFUSED", "400, UNUSABLE", "401, REFUSED", "403, REFUSED",
        "404, REFUSED", "408, LATER", "413, UNUSABLE", "422, UNUSABLE", "429, LATER", "500, FAILED", "502, LATER",
        "503, LATER", "504, LATER", "599, FAILED", "0, LATER"
    })
    void statusDecides(int status, Verdict.Kind kind) {
        assertThat(Verdict.ofStatus(status).kind()).isEqualTo(kind);
    }
}
