package io.citywatch.ingest.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.ingest.rights.Principal;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PublishRatesTest {
    private static final Principal DEVICE = Objects.requireNonNull(Principal.parse("dev1"));
    private static final Principal CONCENTRATOR = Objects.requireNonNull(Principal.parse("concentrator/410811/c1"));

    private final PublishRates rates =
            new PublishRates(new PublishRates.Rate(1, 100), new PublishRates.Rate(1000, 0), () -> 0);

    @Test
    void theConnectionsOfAPrincipalShareItsRate() {
        PublishRate first = rates.hold(DEVICE);
        PublishRate second = rates.hold(DEVICE);

        for (int i = 0; i < 5; i++) {
            assertThat(first.pauseNanosAfter(0)).isZero();
            assertThat(second.pauseNanosAfter(0)).isZero();
        }
        assertThat(second.pauseNanosAfter(0)).isPositive();
    }

    @Test
    void bytesCountToo() {
        assertThat(rates.hold(DEVICE).pauseNanosAfter(1001)).isPositive();
        assertThat(rates.hold(CONCENTRATOR).pauseNanosAfter(1_000_000)).isZero();
    }

    @Test
    void aRateIsForgottenWhenNobodyHoldsIt() {
        PublishRate first = rates.hold(DEVICE);
        rates.hold(DEVICE);
        rates.release(DEVICE);
        assertThat(rates.hold(DEVICE)).isSameAs(first);

        rates.release(DEVICE);
        rates.release(DEVICE);
        assertThat(rates.hold(DEVICE)).isNotSameAs(first);
    }
}
