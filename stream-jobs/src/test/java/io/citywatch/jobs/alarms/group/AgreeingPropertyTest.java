package io.citywatch.jobs.alarms.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** Conditions of neighbours, known in any order and twice. */
class AgreeingPropertyTest {
    private static final long WITHIN = 600_000;
    private static final long STALE = Agreeing.STALE.toMillis();
    private static final long END = Duration.ofDays(4).toMillis();

    @Property
    void whoAgreesDependsOnWhatBeganAndEndedAlone(
            @ForAll("episodes") List<Agreeing.Begun> episodes, @ForAll("members") int members, @ForAll Random random) {
        List<Agreeing.Begun> shuffled = new ArrayList<>(episodes);
        shuffled.addAll(episodes.subList(0, episodes.size() / 2));
        Collections.shuffle(shuffled, random);

        assertThat(agreedWhenAllIsKnown(shuffled, members)).isEqualTo(agreedWhenAllIsKnown(episodes, members));
    }

    /** As the log shows it: each beginning and each end when the log has come near its time, or some time after. */
    @Property
    void itDoesNotDependOnHowFarTheLogHasComeWhenOneBecomesKnown(
            @ForAll("episodes") List<Agreeing.Begun> episodes, @ForAll("members") int members, @ForAll Random random) {
        assertThat(agreedAsTheLogGoesOn(episodes, members, random)).isEqualTo(expected(episodes, members));
    }

    @Property
    void thoseAgreeThatBeginWithinTheTimeOrWhileTheOthersStand(
            @ForAll("episodes") List<Agreeing.Begun> episodes, @ForAll("members") int members) {
        assertThat(agreedWhenAllIsKnown(episodes, members)).isEqualTo(expected(episodes, members));
    }

    /** By its definition: when one begins, so many devices have one that began within the time, or stands and is not stale. */
    private static Set<String> expected(List<Agreeing.Begun> episodes, int members) {
        Set<String> expected = new HashSet<>();
        for (Agreeing.Begun last : episodes) {
            Set<String> devices = new HashSet<>();
            Set<String> alarms = new HashSet<>();
            for (Agreeing.Begun one : episodes) {
                long age = last.t() - one.t();
                boolean stands = one.ended() == null || one.ended() >= last.t();
                if (age >= 0 && (age <= WITHIN || (stands && age <= STALE))) {
                    devices.add(one.condition().address().device());
                    alarms.add(name(one));
                }
            }
            if (devices.size() >= members) {
                expected.addAll(alarms);
            }
        }
        return expected;
    }

    private static Set<String> agreedWhenAllIsKnown(List<Agreeing.Begun> episodes, int members) {
        Group group = new Group(members);
        for (Agreeing.Begun each : episodes) {
            group.begins(each, Long.MIN_VALUE);
            group.ends(each);
        }
        new TreeSet<>(episodes.stream().map(Agreeing.Begun::t).toList()).forEach(group::reaches);
        return group.agreed;
    }

    private static Set<String> agreedAsTheLogGoesOn(List<Agreeing.Begun> episodes, int members, Random random) {
        record Event(long t, long reached, Agreeing.Begun one, boolean begins) {}
        List<Event> events = new ArrayList<>();
        for (Agreeing.Begun each : episodes) {
            // A beginning may be heard late; an end that is heard in time follows it
            long late = random.nextInt(4) == 0 ? random.nextLong(50_000) : -1_000;
            events.add(new Event(each.t(), each.t() + late, each, true));
            if (each.ended() != null) {
                events.add(new Event(each.ended(), Math.max(each.t() + late, each.ended() - 1), each, false));
            }
        }
        events.sort((one, other) -> one.reached() != other.reached()
                ? Long.compare(one.reached(), other.reached())
                : Boolean.compare(other.begins(), one.begins()));
        Group group = new Group(members);
        for (Event event : events) {
            group.passes(event.reached());
            if (event.begins()) {
                group.begins(event.one(), event.reached());
            } else {
                group.ends(event.one());
            }
        }
        group.passes(END);
        return group.agreed;
    }

    private static String name(Agreeing.Begun one) {
        return one.condition().alarm() + '@' + one.condition().onset();
    }

    private static final class Group {
        private final Set<String> agreed = new HashSet<>();
        private final TreeSet<Long> due = new TreeSet<>();
        private final AgreementNews.Terms terms;
        private Agreeing known;

        Group(int members) {
            terms = new AgreementNews.Terms(WITHIN, members, Severity.CRITICAL);
            known = Agreeing.none(terms);
        }

        void begins(Agreeing.Begun episode, long reached) {
            Agreeing.Begun one = new Agreeing.Begun(episode.condition(), episode.t(), false, null);
            Agreeing next = known.with(one, terms);
            if (next != known) {
                known = next;
                if (one.t() > reached) {
                    due.add(one.t());
                }
                AgreementWords.of(new AgreementNews.Group("gas-leak", "building/B-1"), known, one, reached)
                        .forEach(word ->
                                agreed.add(word.alarm() + '@' + word.finding().onset()));
            }
        }

        void ends(Agreeing.Begun episode) {
            Long ended = episode.ended();
            if (ended != null) {
                known = known.without(episode.condition(), ended);
            }
        }

        void passes(long watermark) {
            while (!due.isEmpty() && due.first() <= watermark) {
                reaches(due.pollFirst());
            }
            known = known.at(watermark);
        }

        void reaches(long t) {
            AgreementWords.at(t, new AgreementNews.Group("gas-leak", "building/B-1"), known)
                    .forEach(word ->
                            agreed.add(word.alarm() + '@' + word.finding().onset()));
        }
    }

    @Provide
    Arbitrary<Integer> members() {
        return Arbitraries.integers().between(2, 4);
    }

    @Provide
    Arbitrary<List<Agreeing.Begun>> episodes() {
        Arbitrary<Long> beginning = Arbitraries.longs().between(0, 3_000_000);
        Arbitrary<Long> later = Arbitraries.longs().between(0, 2 * STALE);
        Arbitrary<@Nullable Long> duration =
                Arbitraries.longs().between(1, 2_000_000).injectNull(0.3);
        Arbitrary<Agreeing.Begun> one = Combinators.combine(
                        Arbitraries.of("gas-1", "gas-2", "gas-3", "gas-4"),
                        Arbitraries.frequencyOf(Tuple.of(3, beginning), Tuple.of(1, later)),
                        duration)
                .as((device, t, lasts) -> new Agreeing.Begun(
                        new Condition(
                                "gas-leak", new DeviceAddress("410811", FacilityKind.GAS, device), Severity.HIGH, t),
                        t,
                        false,
                        lasts == null ? null : Long.valueOf(t + lasts)));
        return one.list().uniqueElements(AgreeingPropertyTest::name).ofMaxSize(20);
    }
}
