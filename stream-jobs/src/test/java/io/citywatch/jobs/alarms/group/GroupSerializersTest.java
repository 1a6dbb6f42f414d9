package io.citywatch.jobs.alarms.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.alarms.state.AlarmActionFields;
import io.citywatch.jobs.binary.Fields;
import io.citywatch.jobs.testkit.RoundTrip;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.AlarmText;
import io.citywatch.telemetry.alarm.GroupFinding;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class GroupSerializersTest {
    private static final Condition CONDITION = new Condition(
            "gas-leak", new DeviceAddress("410811", FacilityKind.GAS, "gas-1"), Severity.HIGH, 1_676_339_400_000L);
    private static final AgreementNews.Terms TERMS = new AgreementNews.Terms(600_000, 3, Severity.CRITICAL);
    private static final FoldNews FULL = new FoldNews(
            CONDITION,
            FoldNews.What.ASKS,
            1_676_339_400_001L,
            "concentrator/410811/c-1",
            new Birth.Neighbours("B-1", "M-1", "C-1"),
            true);
    private static final FoldNews BARE =
            new FoldNews(CONDITION, FoldNews.What.ENDED, 7, null, Birth.Neighbours.UNKNOWN, false);

    @Test
    void newsComesBackAsItWas() throws IOException {
        AgreementNews agreement = new AgreementNews(
                new AgreementNews.Group("gas-leak", "building/B-1"), CONDITION, false, 7, true, TERMS);

        assertThat(RoundTrip.of(new AgreementNewsSerializer(), agreement)).isEqualTo(agreement);
        assertThat(RoundTrip.of(new FoldNewsSerializer(), FULL)).isEqualTo(FULL);
        assertThat(RoundTrip.of(new FoldNewsSerializer(), BARE)).isEqualTo(BARE);
        CollectiveNews collective =
                new CollectiveNews("group.district.410811~old", CONDITION, true, 7, true, new AlarmText("超期", "Old"));
        assertThat(RoundTrip.of(new CollectiveNewsSerializer(), collective)).isEqualTo(collective);
        NeighbourNews stuck = NeighbourhoodTest.news(1, 2, 3, true);
        assertThat(RoundTrip.of(new NeighbourNewsSerializer(), stuck)).isEqualTo(stuck);
    }

    @Test
    void aConditionThatAnEarlierReleaseRememberedIsReal() throws IOException {
        DataOutputSerializer first = new DataOutputSerializer(128);
        first.writeLong(600_000);
        Fields.writeVar(1, first);
        ConditionFields.write(CONDITION, first);
        first.writeLong(7);

        assertThat(RoundTrip.ofOlderForm(new AgreeingSerializer(), 1, first.getCopyOfBuffer()))
                .isEqualTo(new Agreeing(
                        new AgreementNews.Terms(600_000, 2, Severity.LOW),
                        List.of(new Agreeing.Begun(CONDITION, 7, false, 7L))));
    }

    @Test
    void aConditionOfWhichAnEarlierReleaseDidNotKnowItsEndCountsWithinTheTime() throws IOException {
        DataOutputSerializer second = new DataOutputSerializer(128);
        second.writeLong(600_000);
        Fields.writeVar(1, second);
        ConditionFields.write(CONDITION, second);
        second.writeLong(7);
        second.writeBoolean(true);

        assertThat(RoundTrip.ofOlderForm(new AgreeingSerializer(), 2, second.getCopyOfBuffer())
                        .begun())
                .containsExactly(new Agreeing.Begun(CONDITION, 7, true, 7L));
    }

    @Test
    void aFloodOfAnEarlierReleaseKeepsItsName() throws IOException {
        Flood flood = new Flood(
                new FloodScope(FloodScope.Extent.BUILDING, "410811", "A/3", false),
                FacilityKind.GAS,
                Severity.MEDIUM,
                1,
                2,
                new Flood.Tally(5, 5, List.of(), false, true));

        Flood first = RoundTrip.ofOlderForm(new FloodSerializer(), 1, older(flood));
        Flood second = RoundTrip.ofOlderForm(new FloodSerializer(), 2, older(flood));

        assertThat(first.scope().device()).isEqualTo("group.building.410811.3");
        assertThat(first.tally()).isEqualTo(flood.tally());
        assertThat(second).isEqualTo(flood);
    }

    /** As it was written before it was said whether its devices are simulated: the newest form without that byte. */
    private static byte[] older(Flood flood) throws IOException {
        byte[] newest = RoundTrip.bytes(new FloodSerializer(), flood);
        int said = 1 + 1 + "410811".length() + 1 + "A/3".length();
        DataOutputSerializer older = new DataOutputSerializer(newest.length);
        older.write(newest, 0, said);
        older.write(newest, said + 1, newest.length - said - 1);
        return older.getCopyOfBuffer();
    }

    @Test
    void stateComesBackAsItWas() throws IOException {
        Agreeing agreeing = new Agreeing(
                TERMS,
                List.of(new Agreeing.Begun(CONDITION, 7, true, null), new Agreeing.Begun(CONDITION, 8, false, 9L)));
        FloodCandidate candidate = new FloodCandidate(FULL, 9);
        FloodMember member = new FloodMember("group.city.410800", 5);
        Flood flood = new Flood(
                FloodScope.district("410811", true).city(),
                FacilityKind.MANHOLE,
                Severity.HIGH,
                1,
                2,
                new Flood.Tally(74_016, 73_000, List.of("gas-1~silence"), true, true));

        AlarmAction word = new AlarmAction(
                "gas-1~silence",
                "gas-1",
                AlarmAction.Verb.FOLD,
                7,
                "rule/flood",
                "city 410800",
                null,
                null,
                new GroupFinding(5, null, "group.city.410800~flood", null));

        AlarmAction other =
                new AlarmAction("gas-2~silence", "gas-2", AlarmAction.Verb.CLEAR, 6, "rule/flood", null, null);
        assertThat(words(RoundTrip.of(new WordSerializer(), WordSlice.of(List.of(word, other)))))
                .containsExactly(word, other);
        DataOutputSerializer one = new DataOutputSerializer(64);
        AlarmActionFields.write(word, one);
        assertThat(words(RoundTrip.ofOlderForm(new WordSerializer(), 7, one.getCopyOfBuffer())))
                .containsExactly(word);
        assertThat(RoundTrip.of(new AgreeingSerializer(), agreeing)).isEqualTo(agreeing);
        assertThat(RoundTrip.of(new FloodCandidateSerializer(), candidate)).isEqualTo(candidate);
        assertThat(RoundTrip.of(new FloodMemberSerializer(), member)).isEqualTo(member);
        assertThat(RoundTrip.of(new FloodSerializer(), flood)).isEqualTo(flood);
        Collective collective = new Collective(
                new Collective.Place("group.district.410811~old", "410811", FacilityKind.GAS),
                new AlarmText("超期", "Old"),
                Severity.LOW,
                1,
                new Flood.Tally(5_000, 120, List.of("gas-1~old"), true, false));
        assertThat(RoundTrip.of(new CollectiveSerializer(), collective)).isEqualTo(collective);
        for (Neighbour neighbour : List.of(new Neighbour(7, null), new Neighbour(7, 9L))) {
            assertThat(RoundTrip.of(new NeighbourSerializer(), neighbour)).isEqualTo(neighbour);
        }
    }

    private static List<AlarmAction> words(WordSlice slice) {
        List<AlarmAction> words = new ArrayList<>();
        assertThat(slice.say(words::add)).isEqualTo(words.size());
        return words;
    }
}
