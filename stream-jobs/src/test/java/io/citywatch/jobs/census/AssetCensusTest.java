package io.citywatch.jobs.census;

import static io.citywatch.jobs.census.Births.T;
import static io.citywatch.telemetry.message.AssetState.COMMISSIONED;
import static io.citywatch.telemetry.message.AssetState.DECOMMISSIONED;
import static io.citywatch.telemetry.message.AssetState.INSTALLED;
import static io.citywatch.telemetry.message.AssetState.REGISTERED;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.telemetry.census.Step;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.message.AssetState;
import java.util.Set;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AssetCensusTest {
    private static final AssetNews.CountPlace SHANYANG = new AssetNews.CountPlace(FacilityKind.GAS, "410811");
    private static final AssetNews.CountPlace JIEFANG = new AssetNews.CountPlace(FacilityKind.GAS, "410802");
    private static final AssetNews.Share HOUSEHOLD = new AssetNews.Share(1, 0, 0);
    private static final Amount HOME = Amount.ofOne(HOUSEHOLD);
    private static final Health WELL = new Health(true, true, false, false);

    private KeyedOneInputStreamOperatorTestHarness<String, AssetNews, CountChange> harness;

    @BeforeEach
    void open() throws Exception {
        harness = Harnesses.assets();
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void theStepsIncludeEachOther() throws Exception {
        assertThat(told(born(SHANYANG, "d-1", REGISTERED, T))).isEqualTo(tally(Step.REGISTERED));
        assertThat(told(born(SHANYANG, "d-1", INSTALLED, T + 1))).isEqualTo(tally(Step.INSTALLED));
        harness.processElement(born(SHANYANG, "d-1", COMMISSIONED, T + 2), T + 2);
        assertThat(sum()).isEqualTo(tally(Step.COMMISSIONED, Step.REPORTING, Step.ALIVE));
        assertThat(told(born(SHANYANG, "d-1", DECOMMISSIONED, T + 3)))
                .isEqualTo(tally(Step.REGISTERED, Step.INSTALLED, Step.COMMISSIONED, Step.REPORTING, Step.ALIVE)
                        .negated());
    }

    @Test
    void aRepeatedBirthChangesNothing() throws Exception {
        AssetNews.Born birth = born(SHANYANG, "d-1", COMMISSIONED, T);
        told(birth);

        harness.processElement(birth, birth.at());

        assertThat(Harnesses.taken(harness)).isEmpty();
    }

    @Test
    void aReplacedDeviceDoesNotCountItsAssetTwice() throws Exception {
        told(born(SHANYANG, "d-1", COMMISSIONED, T));

        AssetNews.Born replacement = born(SHANYANG, "d-2", COMMISSIONED, T + 1);
        harness.processElement(replacement, replacement.at());

        assertThat(Harnesses.taken(harness)).isEmpty();
        assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
    }

    @Test
    void anAssetThatMovesLeavesItsOldDistrict() throws Exception {
        told(born(SHANYANG, "d-1", REGISTERED, T));

        AssetNews.Born moved = born(JIEFANG, "d-1", REGISTERED, T + 1);
        harness.processElement(moved, moved.at());

        assertThat(Harnesses.taken(harness))
                .containsExactly(
                        new CountChange(SHANYANG, tally(Step.REGISTERED).negated(), null, T + 1),
                        new CountChange(JIEFANG, tally(Step.REGISTERED), null, T + 1));
    }

    @Test
    void theLifeOfADeviceThatWasReplacedIsNotTheAssets() throws Exception {
        told(born(SHANYANG, "d-1", COMMISSIONED, T));
        AssetNews.Born replacement = born(SHANYANG, "d-2", COMMISSIONED, T + 1);
        harness.processElement(replacement, replacement.at());

        harness.processElement(new AssetNews.Life("asset-1", T + 2, "d-1", Health.GONE), T + 2);
        assertThat(Harnesses.taken(harness)).isEmpty();

        assertThat(told(new AssetNews.Life("asset-1", T + 3, "d-2", new Health(true, false, false, false))))
                .isEqualTo(tally(Step.SILENT, Step.DOWN).minus(tally(Step.ALIVE)));
    }

    @Test
    void aSensorThatIsBrokenOrTooOldIsThereAndNotToBeReliedUpon() throws Exception {
        told(born(SHANYANG, "d-1", COMMISSIONED, T));

        assertThat(told(new AssetNews.Life("asset-1", T + 1, "d-1", new Health(true, true, true, false))))
                .isEqualTo(tally(Step.FAULTY, Step.DOWN));
        assertThat(told(new AssetNews.Life("asset-1", T + 2, "d-1", new Health(true, true, true, true))))
                .isEqualTo(tally(Step.EXPIRED));
        assertThat(told(new AssetNews.Life("asset-1", T + 3, "d-1", WELL)))
                .isEqualTo(tally(Step.FAULTY, Step.EXPIRED, Step.DOWN).negated());
    }

    @Test
    void anAssetWhoseDeviceHasLeftIsOnlyRegistered() throws Exception {
        told(born(SHANYANG, "d-1", COMMISSIONED, T));

        assertThat(told(new AssetNews.Life("asset-1", T + 1, "d-1", Health.GONE)))
                .isEqualTo(tally(Step.INSTALLED, Step.COMMISSIONED, Step.REPORTING, Step.ALIVE)
                        .negated());
    }

    @Test
    void anAssetIsOfTheDayOfTheEarliestBirthThatCommissionsIt() throws Exception {
        told(born(SHANYANG, "d-1", COMMISSIONED, T));
        AssetNews.Born repeated = born(SHANYANG, "d-1", COMMISSIONED, T + 1);
        harness.processElement(repeated, repeated.at());
        assertThat(Harnesses.taken(harness)).isEmpty();

        AssetNews.Born earlier = born(SHANYANG, "d-0", COMMISSIONED, T - 1);
        harness.processElement(earlier, T + 2);

        assertThat(Harnesses.taken(harness))
                .extracting(CountChange::commissionedT)
                .containsExactly(T, T - 1);
    }

    private static Tally tally(Step... steps) {
        return Tally.of(Set.of(steps), HOME);
    }

    private Tally sum() {
        return Harnesses.taken(harness).stream().map(CountChange::tally).reduce(Tally.ZERO, Tally::plus);
    }

    private Tally told(AssetNews news) throws Exception {
        harness.processElement(news, news.at());
        return Harnesses.taken(harness).get(0).tally();
    }

    private static AssetNews.Born born(AssetNews.CountPlace place, String device, AssetState state, long t) {
        var claim = new AssetNews.Claim(place, new BirthStamp(t, t, device), state, HOUSEHOLD, true);
        return new AssetNews.Born("asset-1", t, claim, WELL);
    }
}
