package io.citywatch.jobs.alarms.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.alarms.aggregate.MemberReadings.Measured;
import io.citywatch.telemetry.rule.AggregateSeries.Buckets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What a device said, in any order and twice. Buckets are of ten milliseconds. */
class MemberReadingsPropertyTest {
    private static final Buckets BUCKETS = new Buckets(Duration.ofMillis(10), Duration.ZERO, Duration.ofMillis(15));
    private static final MemberReadings NOTHING = new MemberReadings(false, List.of());

    @Property
    void neitherOrderNorRepetitionCounts(@ForAll("said") List<Measured> said, @ForAll Random random) {
        List<Measured> shuffled = new ArrayList<>(said);
        shuffled.addAll(said.subList(0, said.size() / 2));
        Collections.shuffle(shuffled, random);

        assertThat(all(shuffled)).isEqualTo(all(said));
    }

    /** By its definition: the newest before the end counts, if it is of the bucket or not too old. */
    @Property
    void theNewestCountsWhileItIsHeld(@ForAll("said") List<Measured> said) {
        for (long end = 10; end <= 100; end += 10) {
            long until = end;
            Measured newest = said.stream()
                    .filter(one -> one.t() < until)
                    .max(MemberReadingsPropertyTest::compare)
                    .orElse(null);
            Measured expected = newest != null && newest.t() >= until - 15 ? newest : null;

            assertThat(all(said).at(end, BUCKETS)).isEqualTo(expected);
        }
    }

    @Property
    void whatIsForgottenWouldNotHaveCounted(@ForAll("said") List<Measured> said) {
        MemberReadings kept = all(said);
        for (long end = 10; end <= 100; end += 10) {
            assertThat(kept.at(end, BUCKETS)).isEqualTo(all(said).at(end, BUCKETS));
            kept = kept.after(end, BUCKETS);
        }
        assertThat(kept.after(110, BUCKETS).readings()).isEmpty();
    }

    private static MemberReadings all(List<Measured> said) {
        MemberReadings all = NOTHING;
        for (Measured one : said) {
            all = all.with(one, BUCKETS);
        }
        return all;
    }

    private static int compare(Measured one, Measured other) {
        return one.t() == other.t() ? Double.compare(one.value(), other.value()) : Long.compare(one.t(), other.t());
    }

    @Provide
    Arbitrary<List<Measured>> said() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, 99),
                        Arbitraries.integers().between(1, 3))
                .as((t, value) -> new Measured(t, value))
                .list()
                .ofMaxSize(12);
    }
}
