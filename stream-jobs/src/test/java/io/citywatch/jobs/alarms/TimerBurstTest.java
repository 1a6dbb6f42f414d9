package io.citywatch.jobs.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TimerBurstTest {
    private static final long START = 1_000_000;

    private final TimerBurst burst = new TimerBurst();

    @Property(tries = 100)
    void onlyTheFirstOfAStepAreDoneAtOnceHoweverLongTheyTake(@ForAll @IntRange(max = 100) int microsEach) {
        TimerBurst slow = new TimerBurst();
        for (int timer = 0; timer < 20_000; timer++) {
            long now = START + (long) timer * microsEach / 1000;
            if (timer < TimerBurst.AT_ONCE) {
                assertThat(slow.turn(1, now)).isEqualTo(now);
            } else {
                assertThat(slow.turn(1, now)).isGreaterThan(now);
            }
        }
    }

    @Test
    void theOthersComeInGroupsOneAfterTheOtherThoseOfTheNextStepBehindThem() {
        Map<Long, Integer> groups = new TreeMap<>();
        for (int step = 0; step < 2; step++) {
            for (int timer = 0; timer < TimerBurst.AT_ONCE + 10 * TimerBurst.TOGETHER; timer++) {
                long turn = burst.turn(step, START);
                if (turn > START) {
                    groups.merge(turn, 1, Integer::sum);
                }
            }
        }

        assertThat(groups)
                .hasSize(20)
                .containsKeys(START + TimerBurst.PAUSE_MILLIS, START + 20 * TimerBurst.PAUSE_MILLIS);
        assertThat(groups.values()).containsOnly(TimerBurst.TOGETHER);
    }

    @Test
    void aStepWithAFewIsDoneAtOnce() {
        for (int step = 0; step < 1000; step++) {
            assertThat(burst.turn(step, START)).isEqualTo(START);
        }
    }

    @Test
    void ofAGroupThatIsLateNoMoreAreDoneThanMessagesCameBeforeIt() {
        long late = TimerBurst.LATE_MILLIS + 1;
        assertThat(allowedOf(1, late)).isEqualTo(TimerBurst.TOGETHER);

        burst.heard();
        burst.heard();
        assertThat(allowedOf(2, late)).isEqualTo(2);
        assertThat(allowedOf(3, late)).isEqualTo(TimerBurst.TOGETHER);
    }

    @Test
    void ofAGroupThatIsInTimeAllAreDoneWhateverComes() {
        burst.heard();

        assertThat(allowedOf(1, TimerBurst.LATE_MILLIS)).isEqualTo(TimerBurst.TOGETHER);
    }

    private int allowedOf(long group, long late) {
        int allowed = 0;
        for (int timer = 0; timer < TimerBurst.TOGETHER; timer++) {
            allowed += burst.isAllowed(group, group + late) ? 1 : 0;
        }
        return allowed;
    }
}
