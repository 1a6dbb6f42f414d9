package io.citywatch.jobs.alarms.group;

import static io.citywatch.jobs.alarms.group.City.at;
import static io.citywatch.jobs.alarms.group.City.id;
import static io.citywatch.jobs.alarms.group.City.silence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.AlarmAction.Verb;
import io.citywatch.telemetry.alarm.AlarmGroup;
import io.citywatch.telemetry.alarm.AlarmMembers;
import io.citywatch.telemetry.alarm.GroupFinding;
import io.citywatch.telemetry.alarm.Severity;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FloodsTest {
    private static final String SHANYANG = "410811";
    private static final String JIEFANG = "410802";
    private static final String ZHONGZHAN = "410803";
    private static final String CONCENTRATOR_1 = "group.concentrator.410811.c-1~flood";
    private static final String SIMULATED_CONCENTRATOR_1 = "group.simulated.concentrator.410811.c-1~flood";
    private static final String DISTRICT = "group.district.410811~flood";
    private static final String CITY = "group.city.410800~flood";

    private final City city = new City();

    @Test
    void fewAreRaisedForThemselves() {
        begin(SHANYANG, "a", "c-1", 1, 4);

        city.passes(4);

        assertThat(city.said).isEmpty();
    }

    @Test
    void theDevicesOfAConcentratorAreOneAlarm() {
        begin(SHANYANG, "a", "c-1", 1, 300);
        begin(SHANYANG, "b", "c-2", 1, 2);

        city.passes(4);

        assertThat(city.standing()).containsExactly(CONCENTRATOR_1);
        assertThat(city.parents()).hasSize(300).containsEntry(id("a-17"), CONCENTRATOR_1);
        AlarmAction gathered = city.said.get(0);
        AlarmGroup group = Objects.requireNonNull(
                Objects.requireNonNull(gathered.finding()).group());
        assertThat(gathered.action()).isEqualTo(Verb.RAISE);
        assertThat(gathered.by()).isEqualTo("rule/flood");
        assertThat(gathered.t()).isEqualTo(at(3));
        assertThat(group.district()).isEqualTo(SHANYANG);
        assertThat(group.members().count()).isEqualTo(300);
        assertThat(group.members().alarms()).hasSize(AlarmMembers.MAX_LISTED).startsWith(id("a-0"));
        assertThat(group.text().en()).contains("concentrator/410811/c-1");
    }

    @Test
    void thoseThatCameAloneAreFoldedWhenMoreFollow() {
        for (int i = 0; i < 5; i++) {
            city.hears(silence(SHANYANG, "a-" + i, "c-1", 60 * i, true));
            city.passes(60 * i + 30);
        }

        assertThat(city.parents()).hasSize(5).containsEntry(id("a-0"), CONCENTRATOR_1);
    }

    @Test
    void thoseThatComeFarApartAreNoFlood() {
        for (int i = 0; i < 12; i++) {
            city.hears(silence(SHANYANG, "a-" + i, "c-1", 200 * i, true));
            city.passes(200 * i + 30);
        }

        assertThat(city.said).isEmpty();
    }

    @Test
    void aDistrictOfManyConcentratorsIsOneAlarm() {
        for (int c = 0; c < 4; c++) {
            begin(SHANYANG, "a" + c, "c-" + c, 1, 50);
        }
        city.passes(4);

        assertThat(city.standing()).containsExactly(DISTRICT);
        assertThat(city.parents()).hasSize(200);
    }

    @Test
    void aFourthConcentratorMakesThreeFloodsThatOfTheDistrictHoweverFewItHas() {
        for (int c = 1; c <= 3; c++) {
            begin(SHANYANG, "a" + c, "c-" + c, 1, 50);
        }
        city.passes(4);
        assertThat(city.standing()).hasSize(3).doesNotContain(DISTRICT);

        begin(SHANYANG, "a4", "c-4", 10, FloodPlan.NARROW_MEMBERS);
        city.passes(15);

        assertThat(city.standing()).containsExactly(DISTRICT);
        assertThat(city.active(DISTRICT)).isEqualTo(150 + FloodPlan.NARROW_MEMBERS);
    }

    @Test
    void aWiderFloodSwallowsTheNarrowOnes() {
        for (int c = 0; c < 4; c++) {
            begin(SHANYANG, "a" + c, "c-" + c, 1 + 60 * c, 50);
            city.passes(60 * c + 30);
        }

        assertThat(city.standing()).containsExactly(DISTRICT);
        assertThat(city.parents()).hasSize(203).containsEntry("group.concentrator.410811.c-0~flood", DISTRICT);
        assertThat(city.active(DISTRICT)).isEqualTo(200);

        for (int c = 0; c < 4; c++) {
            end(SHANYANG, "a" + c, "c-" + c, 1000, 50);
        }
        city.passes(1010);
        assertThat(city.standing()).isEmpty();
        assertThat(city.active(DISTRICT)).isZero();
    }

    @Test
    void floodsOfSeveralDistrictsAreAStorm() {
        begin(SHANYANG, "a", null, 1, 400);
        begin(JIEFANG, "b", null, 1.5, 400);
        begin(ZHONGZHAN, "c", null, 2, 400);
        city.passes(5);

        assertThat(city.standing()).containsExactly(CITY);
        assertThat(city.parents()).hasSize(1201).containsEntry(DISTRICT, CITY);
        assertThat(city.said)
                .filteredOn(action -> action.alarm().equals(CITY))
                .extracting(action -> Objects.requireNonNull(action.finding()).severity())
                .containsOnly(Severity.HIGH);
    }

    @Test
    void whoComesLaterJoinsTheWidestFlood() {
        begin(SHANYANG, "a", null, 1, 40);
        begin(JIEFANG, "b", null, 1, 40);
        begin(ZHONGZHAN, "c", null, 1, 40);
        city.passes(5);

        begin(SHANYANG, "late", "c-9", 400, 7);
        city.passes(410);

        assertThat(city.parents()).hasSize(127).containsEntry(id("late-3"), CITY);
        assertThat(city.active(CITY)).isEqualTo(127);
    }

    @Test
    void aFloodThatNobodyHasJoinedForLongTakesNoMore() {
        begin(SHANYANG, "a", "c-1", 1, 40);
        city.passes(5);

        city.hears(silence(SHANYANG, "late", "c-1", 700, true));
        city.passes(710);

        assertThat(city.parents()).hasSize(40).doesNotContainKey(id("late"));
    }

    @Test
    void aSecondFloodOfTheSameScopeIsAnAlarmOfItsOwn() {
        begin(SHANYANG, "a", "c-1", 1, 50);
        city.passes(5);
        end(SHANYANG, "a", "c-1", 3600, 30);
        city.passes(3610);
        int before = city.said.size();

        begin(SHANYANG, "b", "c-1", 86_400, 30);
        city.passes(86_403);

        List<AlarmAction> ofParent = city.said.subList(before, city.said.size()).stream()
                .filter(action -> action.alarm().equals(CONCENTRATOR_1))
                .toList();
        assertThat(ofParent)
                .extracting(AlarmAction::action, action -> onset(action))
                .containsExactly(tuple(Verb.CLEAR, at(3)), tuple(Verb.RAISE, at(86_402)));
        AlarmMembers members = members(ofParent.get(1));
        assertThat(members.count()).isEqualTo(50);
        assertThat(members.active()).isEqualTo(50);
        assertThat(members.alarms()).contains(id("a-30")).doesNotContain(id("a-0"));
        assertThat(city.letGo()).isEmpty();
        assertThat(city.parents()).containsEntry(id("a-49"), CONCENTRATOR_1).containsEntry(id("b-0"), CONCENTRATOR_1);

        end(SHANYANG, "a", "c-1", 90_000, 50);
        end(SHANYANG, "b", "c-1", 90_000, 30);
        city.passes(91_000);
        assertThat(city.standing()).isEmpty();
        assertThat(city.remembered()).isZero();
    }

    @Test
    void aFloodWithinAWiderOneThatBeginsAgainStandsForItself() {
        for (int c = 0; c < 4; c++) {
            begin(SHANYANG, "a" + c, "c-" + c, 1 + 60 * c, 50);
            city.passes(60 * c + 30);
        }

        begin(SHANYANG, "b", "c-1", 86_400, 30);
        city.passes(86_403);

        assertThat(city.standing()).containsExactly(CONCENTRATOR_1, DISTRICT);
        assertThat(city.active(DISTRICT)).isEqualTo(150);
        assertThat(city.active(CONCENTRATOR_1)).isEqualTo(80);
    }

    @Test
    void theFewThatDoNotComeBackAreRaisedForThemselvesAndTheFloodIsOver() {
        begin(SHANYANG, "a", "c-1", 1, 100);
        city.passes(5);

        end(SHANYANG, "a", "c-1", 900, 96);
        city.passes(910);

        assertThat(city.standing()).isEmpty();
        assertThat(city.letGo()).containsExactlyInAnyOrder(id("a-96"), id("a-97"), id("a-98"), id("a-99"));
        assertThat(city.parents()).hasSize(96);
        city.passes(2000);
        assertThat(city.remembered()).isZero();
    }

    @Test
    void whatIsOverBeforeItIsJudgedIsNothing() {
        begin(SHANYANG, "a", "c-1", 0.3, 40);
        end(SHANYANG, "a", "c-1", 0.8, 40);
        city.passes(20);

        assertThat(city.said).isEmpty();
        assertThat(city.remembered()).isZero();
    }

    @Test
    void whatIsKnownToBeFoldedIsToldNothingWhenItAsks() {
        begin(SHANYANG, "a", "c-1", 1, 40);
        city.passes(5);
        int before = city.said.size();

        ask("a", 3600, 40);
        city.hears(ofParent(CONCENTRATOR_1, 3600, at(3)));
        city.passes(3610);

        assertThat(city.said).hasSize(before);
    }

    @Test
    void whatIsFoldedAndNotKnownToBeComesForward() {
        ask("a", 3600, 4);
        city.passes(3610);

        assertThat(city.letGo()).containsExactly(id("a-0"), id("a-1"), id("a-2"), id("a-3"));
        city.passes(5000);
        assertThat(city.remembered()).isZero();
    }

    @Test
    void manyThatAreNotKnownToBeFoldedAreFoldedAnew() {
        ask("a", 3600, 40);
        city.passes(3610);

        assertThat(city.standing()).containsExactly(CONCENTRATOR_1);
        assertThat(city.parents()).hasSize(40);
        assertThat(city.letGo()).isEmpty();
    }

    @Test
    void anAlarmThatStandsForAFloodOfWhichNothingIsKnownIsOver() {
        city.hears(ofParent(CONCENTRATOR_1, 3600, at(3)));
        city.passes(3610);

        assertThat(city.said)
                .extracting(AlarmAction::alarm, AlarmAction::action, action -> onset(action))
                .containsExactly(tuple(CONCENTRATOR_1, Verb.CLEAR, at(3)));
        assertThat(city.remembered()).isZero();
    }

    @Test
    void aFloodEndsTheAlarmThatStandsForItWhateverOnsetThatHas() {
        begin(SHANYANG, "a", "c-1", 1, 40);
        city.passes(5);
        city.hears(ofParent(CONCENTRATOR_1, 3600, at(9)));
        city.passes(3610);

        end(SHANYANG, "a", "c-1", 3700, 40);
        city.passes(3710);

        AlarmAction last = city.said.get(city.said.size() - 1);
        assertThat(last.action()).isEqualTo(Verb.CLEAR);
        assertThat(onset(last)).isEqualTo(at(9));
    }

    private void ask(String prefix, double t, int count) {
        for (int i = 0; i < count; i++) {
            city.hears(asking(silence(SHANYANG, prefix + '-' + i, "c-1", t, true)));
        }
    }

    private static FoldNews asking(FoldNews news) {
        return new FoldNews(
                news.condition(),
                FoldNews.What.ASKS,
                news.t(),
                news.concentrator(),
                news.neighbours(),
                news.simulated());
    }

    /** The alarm that stands for a flood asks. */
    private static FoldNews ofParent(String alarm, double t, long onset) {
        String device = alarm.substring(0, alarm.indexOf('~'));
        FoldNews news = asking(silence(SHANYANG, device, null, t, true));
        Condition condition = new Condition("flood", news.condition().address(), Severity.MEDIUM, onset);
        return new FoldNews(condition, news.what(), news.t(), null, news.neighbours(), false);
    }

    @Test
    void simulatedDevicesAreNoPartOfAFloodOfRealOnes() {
        begin(SHANYANG, "a", "c-1", 1, 6);
        for (int i = 0; i < 20; i++) {
            city.hears(simulated(silence(SHANYANG, "s-" + i, "c-1", 1, true)));
        }
        city.hears(simulated(silence(SHANYANG, "s-20", "c-1", 8, true)));
        city.hears(silence(SHANYANG, "a-6", "c-1", 8, true));
        city.passes(11);

        assertThat(city.standing()).containsExactly(CONCENTRATOR_1, SIMULATED_CONCENTRATOR_1);
        assertThat(city.active(CONCENTRATOR_1)).isEqualTo(7);
        assertThat(city.active(SIMULATED_CONCENTRATOR_1)).isEqualTo(21);
        assertThat(city.parents())
                .containsEntry(id("a-6"), CONCENTRATOR_1)
                .containsEntry(id("s-20"), SIMULATED_CONCENTRATOR_1);
    }

    @Test
    void fewRealOnesAreRaisedForThemselvesInAFloodOfSimulatedOnes() {
        for (String district : new String[] {SHANYANG, JIEFANG, ZHONGZHAN}) {
            for (int i = 0; i < 20; i++) {
                city.hears(simulated(silence(district, "s-" + district + '-' + i, null, 1, true)));
            }
        }
        begin(SHANYANG, "a", null, 1, 3);
        city.passes(4);
        begin(SHANYANG, "b", null, 5, 3);
        city.passes(8);

        assertThat(city.standing()).containsExactly("group.simulated.city.410800~flood");
        assertThat(city.parents()).hasSize(60).doesNotContainKeys(id("a-0"), id("b-0"));
    }

    @Test
    void aGroupsNameIsAValidDevicesName() {
        FloodScope odd = new FloodScope(
                FloodScope.Extent.BUILDING,
                SHANYANG,
                "山阳区 3 号楼, which has a name far longer than a topic's level may be",
                false);

        assertThat(odd.device()).matches("group\\.building\\.410811\\.[0-9a-f]{16}");
    }

    @Test
    void buildingsThatDifferBeforeASlashAreTwo() {
        FloodScope one = new FloodScope(FloodScope.Extent.BUILDING, SHANYANG, "A/3", false);
        FloodScope other = new FloodScope(FloodScope.Extent.BUILDING, SHANYANG, "B/3", false);
        FloodScope concentrator =
                new FloodScope(FloodScope.Extent.CONCENTRATOR, SHANYANG, "concentrator/410811/c-17", false);

        assertThat(one.device()).isNotEqualTo(other.device()).matches("group\\.building\\.410811\\.[0-9a-f]{16}");
        assertThat(concentrator.device()).isEqualTo("group.concentrator.410811.c-17");
    }

    private static FoldNews simulated(FoldNews real) {
        return new FoldNews(real.condition(), real.what(), real.t(), real.concentrator(), real.neighbours(), true);
    }

    private static long onset(AlarmAction action) {
        return Objects.requireNonNull(action.finding()).onset();
    }

    private static AlarmMembers members(AlarmAction action) {
        GroupFinding finding = Objects.requireNonNull(action.finding());
        return Objects.requireNonNull(Objects.requireNonNull(finding.group()).members());
    }

    private void begin(String district, String prefix, @Nullable String concentrator, double t, int count) {
        for (int i = 0; i < count; i++) {
            city.hears(silence(district, prefix + '-' + i, concentrator, t, true));
        }
    }

    private void end(String district, String prefix, @Nullable String concentrator, double t, int count) {
        for (int i = 0; i < count; i++) {
            city.hears(silence(district, prefix + '-' + i, concentrator, t, false));
        }
    }
}
