package io.citywatch.jobs.alarms.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.AlarmAction.Verb;
import io.citywatch.telemetry.alarm.AlarmMembers;
import io.citywatch.telemetry.alarm.AlarmText;
import io.citywatch.telemetry.alarm.GroupFinding;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The one alarm of a district, in memory. Times are seconds after {@link City#START}. */
class CollectivesTest {
    private static final String PARENT = "group.district.410811~old";

    private final List<AlarmAction> said = new ArrayList<>();
    private final CollectiveMemory memory =
            new CollectiveMemory(new InMemoryStore<>(), new InMemoryStore<>(), new InMemoryStore<>());
    private final Collectives collectives = new Collectives(memory, new CollectiveWords(said::add));
    private final TreeSet<Long> timers = new TreeSet<>();

    @Test
    void itBeginsWithTheFirstGrowsAndShrinksAndEndsWithTheLast() {
        hears(begun("a", 1));
        passes(10);
        hears(begun("b", 86_400));
        passes(86_410);
        hears(over("a", 1, 90_000));
        passes(90_010);
        hears(over("b", 86_400, 100_000));
        passes(100_010);

        assertThat(said)
                .extracting(AlarmAction::alarm, AlarmAction::action, AlarmAction::by)
                .containsExactly(
                        tuple(PARENT, Verb.RAISE, "rule/old"),
                        tuple(PARENT, Verb.RAISE, "rule/old"),
                        tuple(PARENT, Verb.RAISE, "rule/old"),
                        tuple(PARENT, Verb.CLEAR, "rule/old"));
        assertThat(said).extracting(action -> finding(action).onset()).containsOnly(City.at(3));
        assertThat(said)
                .extracting(
                        action -> members(action).count(),
                        action -> members(action).active(),
                        action -> members(action).alarms())
                .containsExactly(
                        tuple(1, 1, List.of("a~old")),
                        tuple(2, 2, List.of("a~old", "b~old")),
                        tuple(2, 1, List.of("b~old")),
                        tuple(2, 0, List.of()));
        assertThat(finding(said.get(0)).group().text().en()).isEqualTo("District 410811: Old");
        assertThat(remembered()).isZero();
    }

    @Test
    void whatIsSaidTwiceCountsOnceAndTellsNothing() {
        hears(begun("a", 1));
        hears(begun("a", 1));
        passes(10);
        hears(begun("a", 1));
        hears(over("z", 1, 20));
        passes(100);

        assertThat(said).hasSize(1);
        assertThat(members(said.get(0)).count()).isEqualTo(1);
    }

    @Test
    void whatIsOverBeforeItIsJudgedIsNothing() {
        hears(begun("a", 1.2));
        hears(over("a", 1.2, 1.7));
        passes(10);

        assertThat(said).isEmpty();
        assertThat(remembered()).isZero();
    }

    @Test
    void howeverManyComeAtOnceItIsToldOnceASecond() {
        for (int i = 0; i < 100_000; i++) {
            hears(begun("g-" + i, 1.001 + i * 0.000009));
        }
        passes(10);

        assertThat(said).hasSize(1);
        assertThat(members(said.get(0)).active()).isEqualTo(100_000);
        assertThat(members(said.get(0)).alarms()).hasSize(AlarmMembers.MAX_LISTED);
    }

    @Test
    void thoseItNamesAreStillMembersHoweverManyHaveLeft() {
        for (int i = 0; i < 100; i++) {
            hears(begun("g-" + i, 1 + i));
        }
        passes(110);
        for (int i = 0; i < 60; i++) {
            hears(over("g-" + i, 1 + i, 200 + i));
            passes(200 + i + 2);
        }

        AlarmMembers last = members(said.get(said.size() - 1));
        assertThat(last.active()).isEqualTo(40);
        assertThat(last.alarms())
                .isNotEmpty()
                .allMatch(alarm -> memory.members().get(alarm) != null);
    }

    @Test
    void itIsAsBadAsTheWorstOfItsMembers() {
        hears(begun("a", 1));
        passes(10);
        hears(news("a", 1, 20, Severity.MEDIUM));
        passes(30);

        assertThat(said)
                .extracting(action -> finding(action).severity(), action -> members(action)
                        .count())
                .containsExactly(tuple(Severity.LOW, 1), tuple(Severity.MEDIUM, 1));
    }

    @Test
    void membersThatWereLostAreKnownAgainWhenTheyAskAndAParentOfNoneIsOver() {
        hears(ofParent(3600, City.at(3)));
        passes(3610);
        assertThat(said)
                .extracting(AlarmAction::action, action -> finding(action).onset())
                .containsExactly(tuple(Verb.CLEAR, City.at(3)));

        hears(news("a", 1, 7200, Severity.LOW));
        hears(news("b", 1, 7200, Severity.LOW));
        passes(7210);
        assertThat(said).hasSize(2);
        assertThat(members(said.get(1)).active()).isEqualTo(2);

        hears(ofParent(7300, City.at(7290)));
        hears(over("a", 1, 7301));
        passes(7310);
        assertThat(finding(said.get(2)).onset()).isEqualTo(City.at(7290));
    }

    private static CollectiveNews ofParent(double t, long onset) {
        Condition condition = new Condition(
                "old", new DeviceAddress("410811", FacilityKind.GAS, "group.district.410811"), Severity.LOW, onset);
        return new CollectiveNews(PARENT, condition, true, City.at(t), false, new AlarmText("超期", "Old"));
    }

    /** Sensors that expire and are replaced, known in another order within the time that is waited, and some twice. */
    @Property(tries = 200)
    void theOrderInWhichItBecomesKnownMakesNoDifference(
            @ForAll @Size(max = 40) List<@IntRange(max = 300) Integer> begins,
            @ForAll @IntRange(min = 1, max = 200) int stands,
            @ForAll Random random) {
        List<AlarmAction> inOrder = play(begins, stands, new Random(0), false);

        assertThat(play(begins, stands, random, true)).containsExactlyElementsOf(inOrder);
        assertThat(inOrder.isEmpty() || inOrder.get(inOrder.size() - 1).action() == Verb.CLEAR)
                .isTrue();
    }

    private static List<AlarmAction> play(List<Integer> begins, int stands, Random random, boolean mixed) {
        CollectivesTest district = new CollectivesTest();
        for (int second = 0; second <= 600; second++) {
            List<CollectiveNews> now = new ArrayList<>();
            for (int i = 0; i < begins.size(); i++) {
                int begin = begins.get(i);
                if (begin == second) {
                    now.add(begun("g-" + i, begin));
                }
                if (begin + stands == second) {
                    now.add(over("g-" + i, begin, second));
                }
            }
            if (mixed) {
                Collections.shuffle(now, random);
                if (!now.isEmpty() && random.nextBoolean()) {
                    now.add(now.get(0));
                }
            }
            now.forEach(district::hears);
            district.passes(second);
        }
        assertThat(district.remembered()).isZero();
        return district.said;
    }

    private void hears(CollectiveNews news) {
        timers.add(collectives.hear(news, City.START - 1000));
    }

    private void passes(double second) {
        while (!timers.isEmpty() && timers.first() <= City.at(second)) {
            collectives.judge(PARENT, Objects.requireNonNull(timers.pollFirst()));
        }
    }

    private int remembered() {
        int all = 0;
        for (NamedStore<?> store : List.of(memory.news(), memory.members(), memory.standing())) {
            for (Object entry : store.entries()) {
                all += entry == null ? 0 : 1;
            }
        }
        return all;
    }

    static CollectiveNews begun(String device, double onset) {
        return news(device, onset, onset, Severity.LOW);
    }

    private static CollectiveNews news(String device, double onset, double t, Severity severity) {
        Condition condition =
                new Condition("old", new DeviceAddress("410811", FacilityKind.GAS, device), severity, City.at(onset));
        return new CollectiveNews(PARENT, condition, true, City.at(t), false, new AlarmText("超期", "Old"));
    }

    static CollectiveNews over(String device, double onset, double t) {
        CollectiveNews begun = news(device, onset, t, Severity.LOW);
        return new CollectiveNews(PARENT, begun.condition(), false, City.at(t), false, begun.text());
    }

    private static GroupFinding finding(AlarmAction action) {
        return Objects.requireNonNull(action.finding());
    }

    private static AlarmMembers members(AlarmAction action) {
        return Objects.requireNonNull(
                Objects.requireNonNull(finding(action).group()).members());
    }
}
