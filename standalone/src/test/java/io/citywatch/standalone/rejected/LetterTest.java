package io.citywatch.standalone.rejected;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.telemetry.rejected.RejectedMessage;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LetterTest {
    @ParameterizedTest
    @CsvSource({
        "citywatch/v1/410811/gas/gas-1/telemetry, true",
        "v1/devices/me/telemetry, true",
        "spBv1.0/410811/NBIRTH/c1, false",
        "spBv1.0/410811/NDEATH/c1, false",
        "spBv1.0/410811/DDATA/c1/gas:gas-1, false",
        "citywatch.rules, false",
        "citywatch.alarm-actions, false",
    })
    void onlyAMessageThatMeansTheSameAtAnyTimeGoesThroughAgain(String topic, boolean goes) {
        Letter letter = new Letter(17, "gas-1", new RejectedMessage(topic, 0, null, List.of(), new byte[0]));

        assertThat(letter.goesThroughAgain()).isEqualTo(goes);
    }
}
