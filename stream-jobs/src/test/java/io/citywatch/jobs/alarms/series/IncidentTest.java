package io.citywatch.jobs.alarms.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IncidentTest {
    private static final double THRESHOLD = 3.6;

    @ParameterizedTest
    @ValueSource(doubles = {0, 3.6, 20, 21, 1e6, 1e300, Double.MAX_VALUE})
    void aScoreLiesBetween0And1AndWhatIsRarestIsForgottenLikeTheRest(double rarity) {
        Incident incident = new Incident();

        double first = incident.score(rarity, THRESHOLD, 10, 50);

        assertThat(first).isBetween(0.0, 1.0);
        for (int row = 0; row < 200; row++) {
            incident.score(0, THRESHOLD, 10, 50);
        }
        assertThat(incident.score(6, THRESHOLD, 10, 50)).isGreaterThanOrEqualTo(SeriesDetector.ANOMALY);
    }

    /** As a release wrote it in which a rarity could be infinite. */
    @ParameterizedTest
    @ValueSource(floats = {Float.POSITIVE_INFINITY, Float.NaN, 320})
    void whatWasReportedWithoutMeasureIsForgotten(float reported) throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(written);
        out.writeFloat(reported);
        out.writeInt(0);
        Incident incident = new Incident();

        incident.read(new DataInputStream(new ByteArrayInputStream(written.toByteArray())));

        assertThat(incident.score(20, THRESHOLD, 10, 50)).isGreaterThanOrEqualTo(SeriesDetector.ANOMALY);
    }
}
