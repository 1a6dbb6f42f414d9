package io.citywatch.outward.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class PaceTest {
    @Property(tries = 300)
    void noSixtySecondsHaveMoreCallsThanAllowed(
            @ForAll @Size(max = 200) List<@IntRange(min = 0, max = 20_000) Integer> pauses) {
        Pace pace = new Pace(18);
        List<Long> calls = new ArrayList<>();
        long now = 0;
        for (int pause : pauses) {
            now += pause;
            now += pace.waitMillis(now);
            pace.take(now);
            calls.add(now);
        }

        for (int i = 18; i < calls.size(); i++) {
            assertThat(calls.get(i) - calls.get(i - 18)).isGreaterThanOrEqualTo(60_000);
        }
    }
}
