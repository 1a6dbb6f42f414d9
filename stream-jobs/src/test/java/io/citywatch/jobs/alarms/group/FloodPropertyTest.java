package io.citywatch.jobs.alarms.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.AlarmAction.Verb;
import io.citywatch.telemetry.alarm.GroupFinding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Silences that begin and end, and become known in another order, twice, or late. */
class FloodPropertyTest {
    private static final double END = 3000;

    /** A device of a district and a concentrator is silent from one second until another. */
    record Silent(int district, int concentrator, int device, int from, int length) {
        FoldNews news(boolean active) {
            return City.silence(
                    "41080" + district,
                    "d" + district + '-' + concentrator + '-' + device,
                    concentrator == 0 ? null : "c-" + concentrator,
                    active ? from : from + length,
                    active);
        }
    }

    @Property(tries = 200)
    void theOrderInWhichItBecomesKnownMakesNoDifference(
            @ForAll("silences") List<Silent> silences, @ForAll Random random) {
        City inOrder = play(silences, new Random(0), 0, false);

        City other = play(silences, random, 1.9, true);

        assertThat(other.said).containsExactlyElementsOf(inOrder.said);
    }

    /** Nobody is let go who was not folded, nor folded twice; and a flood counts those that it has. */
    @Property(tries = 200)
    void whatIsSaidOfEachIsAHistory(@ForAll("silences") List<Silent> silences) {
        City city = play(silences, new Random(0), 0, false);

        Map<String, String> folded = new HashMap<>();
        for (AlarmAction action : city.said) {
            GroupFinding finding = Objects.requireNonNull(action.finding());
            if (action.action() == Verb.FOLD) {
                assertThat(folded.put(action.alarm(), String.valueOf(finding.parent())))
                        .as(action.alarm())
                        .isNull();
            } else if (finding.group() == null) {
                assertThat(folded.remove(action.alarm())).as(action.alarm()).isNotNull();
            } else {
                assertThat(finding.group().members().active())
                        .isBetween(0, finding.group().members().count());
            }
        }
        assertThat(city.letGo()).doesNotHaveDuplicates();
    }

    /** An operator never has more than the floods of a district side by side, but for those that come alone. */
    @Property(tries = 200)
    void noDistrictHasMoreFloodsThanAnOperatorCanTakeIn(@ForAll("burst") List<Silent> silences) {
        City city = play(silences, new Random(0), 0, false, 100);

        for (String district : List.of("410801", "410802", "410803", "410804")) {
            assertThat(city.standing())
                    .filteredOn(flood -> flood.contains(district))
                    .hasSizeLessThanOrEqualTo(FloodPlan.NARROW_FLOODS);
        }
    }

    /** When all have come back, no flood stands and nothing is remembered. */
    @Property(tries = 200)
    void nothingIsLeft(@ForAll("silences") List<Silent> silences) {
        City city = play(silences, new Random(0), 0, false);

        city.passes(END + 10_000);

        assertThat(city.standing()).isEmpty();
        assertThat(city.remembered()).isZero();
    }

    /** Each becomes known up to so many seconds after it was found. */
    private static City play(List<Silent> silences, Random random, double late, boolean doubled) {
        return play(silences, random, late, doubled, END);
    }

    private static City play(List<Silent> silences, Random random, double late, boolean doubled, double until) {
        record Known(double second, FoldNews news) {}
        List<Known> known = new ArrayList<>();
        for (Silent silent : distinct(silences)) {
            double began = silent.from() + random.nextDouble() * late;
            // A device's own news keeps its order
            double ended = Math.max(began, silent.from() + silent.length() + random.nextDouble() * late);
            known.add(new Known(began, silent.news(true)));
            known.add(new Known(ended, silent.news(false)));
            if (doubled && random.nextBoolean()) {
                known.add(new Known(began, silent.news(true)));
                known.add(new Known(ended, silent.news(false)));
            }
        }
        known.sort(Comparator.comparingDouble(Known::second));
        City city = new City();
        for (Known one : known) {
            if (one.second() > until) {
                break;
            }
            // The log's time comes to a second when what was found before it is on its way
            city.passes(Math.floor(one.second()) - 1);
            city.hears(one.news());
        }
        city.passes(until);
        return city;
    }

    /** Of each device one episode. */
    private static List<Silent> distinct(List<Silent> silences) {
        List<Silent> distinct = new ArrayList<>();
        for (Silent silent : silences) {
            if (distinct.stream()
                    .noneMatch(other -> other.district() == silent.district()
                            && other.concentrator() == silent.concentrator()
                            && other.device() == silent.device())) {
                distinct.add(silent);
            }
        }
        return distinct;
    }

    @Provide
    Arbitrary<List<Silent>> burst() {
        Arbitrary<Silent> one = Combinators.combine(
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.integers().between(0, 30),
                        Arbitraries.integers().between(0, 20))
                .as((district, concentrator, device, from) -> new Silent(district, concentrator, device, from, 900));
        return one.list().ofMinSize(50).ofMaxSize(400);
    }

    @Provide
    Arbitrary<List<Silent>> silences() {
        Arbitrary<Silent> one = Combinators.combine(
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.integers().between(0, 12),
                        Arbitraries.of(0, 0, 1, 2, 3, 100, 400, 900),
                        Arbitraries.of(1, 2, 5, 60, 700, 1500))
                .as(Silent::new);
        return one.list().ofMinSize(1).ofMaxSize(120);
    }
}
