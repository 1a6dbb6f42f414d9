package io.citywatch.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpStatus;
import io.citywatch.console.disk.LogDisk;
import io.citywatch.console.disk.LogDisk.Room;
import io.citywatch.console.view.LogFollower.LogState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class VitalsTest {
    @Test
    void anAlarmJobThatIsSilentIsToldOf() {
        Vitals vitals = vitals(LogState.CURRENT, Vitals.LONGEST_SILENCE.plusSeconds(1));

        ObjectNode document = vitals.document(true);

        assertThat(document.get("status").asText()).isEqualTo("down");
        assertThat(document.at("/parts/alarms/status").asText()).isEqualTo("down");
        assertThat(document.at("/parts/alarms/ageSeconds").asLong()).isEqualTo(151);
        assertThat(document.at("/parts/log/status").asText()).isEqualTo("up");
        assertThat(vitals.health(true).aggregate().join().status()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
    }

    @Test
    void oneThatSpokeWithinTheMinuteIsAtWork() {
        Vitals vitals = vitals(LogState.CURRENT, Duration.ofSeconds(59));

        assertThat(vitals.document(true).get("status").asText()).isEqualTo("up");
        assertThat(vitals.document(true).at("/parts/alarms/status").asText()).isEqualTo("up");
        assertThat(vitals.health(true).aggregate().join().status()).isEqualTo(HttpStatus.OK);
    }

    @Test
    void beforeTheFirstAlarmNobodyKnows() {
        Vitals vitals = vitals(LogState.CURRENT, null);

        assertThat(vitals.document(true).at("/parts/alarms/status").asText()).isEqualTo("unknown");
        assertThat(vitals.health(true).aggregate().join().status()).isEqualTo(HttpStatus.OK);
    }

    @Test
    void whileTheLogIsReadItsAgeSaysNothing() {
        Vitals vitals = vitals(LogState.CATCHING_UP, Duration.ofHours(1));

        assertThat(vitals.document(true).get("status").asText()).isEqualTo("starting");
        assertThat(vitals.document(true).at("/parts/alarms/status").asText()).isEqualTo("up");
    }

    @Test
    void aLogThatDoesNotAnswerIsNamed() {
        for (LogState state : new LogState[] {LogState.CATCHING_UP, LogState.AWAY}) {
            assertThat(vitals(state, null)
                            .document(true)
                            .at("/parts/log/detail")
                            .asText())
                    .contains("kafka-1:9092");
        }
    }

    @Test
    void whoIsNotSignedInHearsOfNoServer() {
        for (LogState state : LogState.values()) {
            Vitals vitals = vitals(state, null);

            assertThat(vitals.document(false).toString())
                    .doesNotContain("kafka-1")
                    .doesNotContain("9092");
            assertThat(vitals.health(false).aggregate().join().contentUtf8()).doesNotContain("9092");
        }
    }

    @Test
    void aDiskThatIsNearlyFullIsToldOfAndAffectsNothing() {
        Vitals vitals = vitals(new LogDisk.State(Room.LITTLE, 1_000_000));

        ObjectNode document = vitals.document(true);

        assertThat(document.get("status").asText()).isEqualTo("up");
        assertThat(document.at("/parts/disk/status").asText()).isEqualTo("low");
        assertThat(document.at("/parts/disk/freeBytes").asLong()).isEqualTo(1_000_000);
        assertThat(vitals.health(true).aggregate().join().status()).isEqualTo(HttpStatus.OK);
    }

    @Test
    void aFullDiskIsADownPlatform() {
        Vitals vitals = vitals(new LogDisk.State(Room.NONE, 1_000));

        ObjectNode document = vitals.document(true);

        assertThat(document.get("status").asText()).isEqualTo("down");
        assertThat(document.at("/parts/disk/status").asText()).isEqualTo("full");
        assertThat(vitals.health(true).aggregate().join().status()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
    }

    @Test
    void whereNobodyLooksAtTheDiskNothingIsSaidOfIt() {
        assertThat(vitals(LogState.CURRENT, null).document(true).at("/parts").has("disk"))
                .isFalse();
    }

    private static Vitals vitals(LogState log, Duration age) {
        return new Vitals("kafka-1:9092", () -> log, () -> age, () -> true, () -> null, () -> null);
    }

    private static Vitals vitals(LogDisk.State disk) {
        return new Vitals(
                "kafka-1:9092", () -> LogState.CURRENT, () -> Duration.ZERO, () -> true, () -> null, () -> disk);
    }
}
