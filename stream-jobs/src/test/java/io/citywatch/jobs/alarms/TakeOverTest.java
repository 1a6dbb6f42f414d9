package io.citywatch.jobs.alarms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citywatch.jobs.alarms.rule.RuleBook;
import io.citywatch.jobs.alarms.rule.RuleBooks;
import io.citywatch.telemetry.rule.RuleChange;
import io.citywatch.telemetry.rule.RuleTimeline;
import org.junit.jupiter.api.Test;

class TakeOverTest {
    private final RuleTimeline<RuleBook> timeline = RuleBooks.standard();
    private final TakeOver takeOver = new TakeOver();

    @Test
    void eachTickGoesOnWhereTheOneBeforeStopped() {
        assertThat(takeOver.begin(timeline, 5)).isFalse();
        timeline.add(new RuleChange(0, 10, "silence", null, true));
        assertThat(takeOver.begin(timeline, 10)).isTrue();
        assertThat(takeOver.changed()).containsExactly("silence");
        for (int device = 0; device < TakeOver.EACH_TICK; device++) {
            assertThat(takeOver.isNew("gas-" + device)).isTrue();
        }
        assertThatThrownBy(() -> takeOver.isNew("gas-x")).isInstanceOf(TakeOver.Enough.class);

        assertThat(takeOver.begin(timeline, 11)).isTrue();
        assertThat(takeOver.isNew("gas-0")).isFalse();
        assertThat(takeOver.isNew("gas-x")).isTrue();
        takeOver.end();

        assertThat(takeOver.begin(timeline, 12)).isFalse();
    }

    @Test
    void aChangeMeanwhileIsForAllOfThem() {
        timeline.add(new RuleChange(0, 10, "silence", null, true));
        takeOver.begin(timeline, 10);
        takeOver.isNew("gas-0");
        timeline.add(new RuleChange(1, 20, "gas-leak", null, true));

        assertThat(takeOver.begin(timeline, 20)).isTrue();

        assertThat(takeOver.changed()).containsExactlyInAnyOrder("silence", "gas-leak");
        assertThat(takeOver.isNew("gas-0")).isTrue();
    }
}
