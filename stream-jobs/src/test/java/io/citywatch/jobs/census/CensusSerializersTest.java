package io.citywatch.jobs.census;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.testkit.RoundTrip;
import io.citywatch.telemetry.census.Step;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.message.AssetState;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CensusSerializersTest {
    private static final AssetNews.CountPlace PLACE = new AssetNews.CountPlace(FacilityKind.GAS_PIPE, "410811");
    private static final AssetNews.Claim CLAIM = new AssetNews.Claim(
            PLACE,
            new BirthStamp(Births.T, Births.T + 50, "410811-gas-0000042"),
            AssetState.COMMISSIONED,
            new AssetNews.Share(1, 2, 3_000_000),
            true);

    @Test
    void everythingComesBack() throws Exception {
        Asset asset = new Asset(CLAIM, new Health(true, true, false, true), Births.T, false);
        BoundDevice device = device(null);
        AssetNews born = new AssetNews.Born("a-1", Births.T, CLAIM, Health.GONE);
        AssetNews life = new AssetNews.Life("a-1", Births.T, "d-1", new Health(true, false, true, false));
        CountChange change = new CountChange(
                PLACE,
                new Tally(Map.of(Step.REGISTERED, new Amount(1, -2, 3, -4), Step.DOWN, new Amount(5, 6, 7, 8))),
                Births.T,
                9);
        DayCount day = new DayCount(FacilityKind.PARKING, 19_402, new Amount(1, -2, 3, -4));
        BoundDevice rivalled = device(new Bond(Births.T - 1, Births.T, "other", false));

        assertThat(RoundTrip.of(new AssetSerializer(), asset)).isEqualTo(asset);
        assertThat(RoundTrip.of(new BoundDeviceSerializer(), device)).isEqualTo(device);
        assertThat(RoundTrip.of(new BoundDeviceSerializer(), rivalled)).isEqualTo(rivalled);
        assertThat(RoundTrip.of(new DayCountSerializer(), day)).isEqualTo(day);
        assertThat(RoundTrip.of(new AssetNewsSerializer(), born)).isEqualTo(born);
        assertThat(RoundTrip.of(new AssetNewsSerializer(), life)).isEqualTo(life);
        assertThat(RoundTrip.of(new CountChangeSerializer(), change)).isEqualTo(change);
    }

    @Test
    void theStateOfAnAssetAndItsDeviceIsSmall() throws Exception {
        Asset asset = new Asset(CLAIM, new Health(true, true, false, true), Births.T, false);
        BoundDevice device = device(null);

        int bytes = RoundTrip.bytes(new AssetSerializer(), asset).length
                + RoundTrip.bytes(new BoundDeviceSerializer(), device).length;

        assertThat(bytes).isLessThan(125);
    }

    @Test
    void aDeviceOfTheSecondFormIsRead() throws Exception {
        BoundDevice rivalled = device(new Bond(Births.T - 1, Births.T, "other", false));

        assertThat(secondForm("FQAAAYZNnU1AAAABhk2dTXIRNDEwODExMDExMTAwMDA0MgEAgJeTBa6hqQ3AmvXs5DC5mvXs5DCA8PDcywQ="))
                .isEqualTo(device(null).withTimer(null));
        assertThat(secondForm("BQAAAYZNnU1AAAABhk2dTXIRNDEwODExMDExMTAwMDA0MgEAAAGGTZ1NQgAAAYZNnU18ETQxMDgxMTAxMTEwMDAw"
                        + "NDIAAQAAAYZNnU0/AAABhk2dTUAGb3RoZXIAgJeTBa6hqQ3AmvXs5DC5mvXs5DCA8PDcywQ="))
                .isEqualTo(rivalled.withTimer(null));
    }

    @Test
    void ofADeviceOfTheThirdFormTheSecondBirthIsTheOneThatBindsItWhereThatIsNotTheNewest() throws Exception {
        BoundDevice device = device(null);
        Bond ended = new Bond(Births.T + 2, Births.T + 60, "other", false);
        byte[] written = RoundTrip.bytes(new BoundDeviceSerializer(), bound(ended, device.bond(), ended));

        BoundDevice read = RoundTrip.ofOlderForm(new BoundDeviceSerializer(), 3, written);

        assertThat(read).isEqualTo(bound(ended, device.bond(), device.bond()));
        assertThat(read.rival()).isEqualTo(ended);
    }

    @Test
    void aSignOfLifeDoesNotReachTheCopyThatACheckpointWrites() {
        BoundDevice device = device(null);
        BoundDevice copy = new BoundDeviceSerializer().copy(device);

        assertThat(device.life().hear(Births.T + 60_000L * 60 * 24 * 365 * 30)).isTrue();

        assertThat(copy).isEqualTo(device(null)).isNotEqualTo(device);
    }

    private static BoundDevice bound(Bond newest, Bond bond, Bond second) {
        BoundDevice like = device(null);
        return new BoundDevice(newest, bond, second, like.life(), like.condition(), like.age(), like.timer());
    }

    private static BoundDevice secondForm(String base64) throws IOException {
        return RoundTrip.ofOlderForm(
                new BoundDeviceSerializer(), 2, Base64.getDecoder().decode(base64));
    }

    private static BoundDevice device(Bond rival) {
        Bond bond = new Bond(Births.T, Births.T + 50, "4108110111000042", true);
        return new BoundDevice(
                rival == null ? bond : new Bond(Births.T + 2, Births.T + 60, "4108110111000042", false),
                bond,
                rival,
                new BoundDevice.Life(10_800, 27_938_990, true),
                new BoundDevice.Condition(Births.T, false, true),
                new BoundDevice.Age(Births.T - 7, 1826, false),
                rival == null ? Long.valueOf(Births.T + 12_345) : null);
    }
}
