package io.citywatch.ingest.admission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void itGivesItsBurstAndThenItsRate() {
        TokenBucket bucket = new TokenBucket(10, 20, 0);

        assertThat(taken(bucket, 0, 0)).isEqualTo(20);
        assertThat(taken(bucket, 0, SECOND)).isEqualTo(10);
        assertThat(taken(bucket, 0, 100 * SECOND)).isEqualTo(20);
    }

    @Test
    void theReserveIsForThoseWhoAskForNone() {
        TokenBucket bucket = new TokenBucket(10, 20, 0);

        assertThat(taken(bucket, 0.25, 0)).isEqualTo(15);
        assertThat(taken(bucket, 0, 0)).isEqualTo(5);
    }

    @Test
    void whatIsOverdrawnHasToBeWaitedFor() {
        TokenBucket bucket = new TokenBucket(10, 20, 0);

        assertThat(bucket.take(20, 0)).isZero();
        assertThat(bucket.take(5, 0)).isEqualTo(SECOND / 2);
        assertThat(bucket.take(0, SECOND / 2)).isZero();
    }

    @Test
    void atRateZeroThereIsAlwaysOne() {
        TokenBucket bucket = new TokenBucket(0, 0, 10);

        assertThat(bucket.tryTake(0.2, 20)).isTrue();
        // Another thread read the clock a little earlier.
        assertThat(bucket.tryTake(0.2, 0)).isTrue();
        assertThat(bucket.take(1_000_000, 0)).isZero();
    }

    private static int taken(TokenBucket bucket, double reserve, long now) {
        int taken = 0;
        while (bucket.tryTake(reserve, now)) {
            taken++;
        }
        return taken;
    }
}
