package io.citywatch.jobs.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.telemetry.topic.Tick;
import org.junit.jupiter.api.Test;

class ListeningTest {
    private final Listening listening = new Listening();

    @Test
    void countsFromTheLastMessageWhileTheGatewayListens() {
        listening.heard(new Tick(1000, 0));

        assertThat(listening.silentAt(500, 100)).isEqualTo(600);
    }

    @Test
    void countsFromTheBeginningOfListening() {
        listening.heard(new Tick(1000, 900));

        assertThat(listening.silentAt(500, 100)).isEqualTo(1000);
        assertThat(listening.silentAt(500, 1000)).isEqualTo(1900);
    }

    @Test
    void countsAnewAfterEachBreak() {
        listening.heard(new Tick(1000, 0));
        listening.heard(new Tick(3000, 2000));
        listening.heard(new Tick(5000, 4000));

        assertThat(listening.silentAt(500, 100)).isEqualTo(600);
        assertThat(listening.silentAt(950, 100)).isEqualTo(2100);
        assertThat(listening.silentAt(950, 1500)).isEqualTo(5500);
    }

    @Test
    void knowsNothingWithoutTicks() {
        assertThat(listening.silentAt(500, 100)).isEqualTo(600);
        assertThat(listening.knownUntil()).isLessThan(600);
    }

    @Test
    void remembersSoManyPeriods() {
        for (long since = 0; since < 1000; since += 10) {
            listening.heard(new Tick(since + 5, since));
        }

        assertThat(listening.periods()).hasSize(Listening.MAX_PERIODS).containsKey(990L);
    }
}
