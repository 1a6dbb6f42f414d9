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
                assertThat(slow.turn(START, now)).isEqualTo(now);
            } else {
                assertThat(slow.turn(START, now)).isGreaterThan(now);
            }
        }
    }

    @Test
    void theOthersComeInGroupsOneAfterTheOtherThoseOfTheNextStepBehindThem() {
        Map<Long, Integer> groups = new TreeMap<>();
        for (int step = 0; step < 2; step++) {
            for (int timer = 0; timer < TimerBurst.AT_ONCE + 10 * TimerBurst.TOGETHER; timer++) {
                long turn = burst.turn(START + step, START);
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
    void aClockThatIsSetBackDelaysNothing() {
        all(START, START);

        long back = START - 600_000;
        assertThat(all(START + 1, back)).isGreaterThan(back).isLessThan(back + 100);
    }

    @Test
    void whereTheLogIsBehindGroupsAreLarger() {
        long step = START - TimerBurst.BEHIND_MILLIS - 1;

        assertThat(all(START, START)).isEqualTo(START + 10 * TimerBurst.PAUSE_MILLIS);
        assertThat(all(step, START)).isEqualTo(START + 11 * TimerBurst.PAUSE_MILLIS);
    }

    /** The last turn of a step that sets off ten groups besides those that are done at once. */
    private long all(long step, long now) {
        long turn = now;
        for (int timer = 0; timer < TimerBurst.AT_ONCE + 10 * TimerBurst.TOGETHER; timer++) {
            turn = burst.turn(step, now);
        }
        return turn;
    }

    @Test
    void aStepWithAFewIsDoneAtOnce() {
        for (int step = 0; step < 1000; step++) {
            assertThat(burst.turn(START + step, START)).isEqualTo(START);
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
