package io.citywatch.jobs.census;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.testkit.RoundTrip;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.message.AssetState;
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
        Asset asset = new Asset(CLAIM, true);
        BoundDevice device = new BoundDevice(Births.T, Births.T + 50, "4108110111000042", 10_800_000, 27_938_990, true);
        AssetNews born = new AssetNews.Born("a-1", Births.T, CLAIM, false);
        AssetNews life = new AssetNews.Life("a-1", Births.T, "d-1", true);
        CountChange change = new CountChange(PLACE, new Tally(1, -2, 3, -4, 5, new AssetNews.Share(-6, 7, -8)), 9);

        assertThat(RoundTrip.of(new AssetSerializer(), asset)).isEqualTo(asset);
        assertThat(RoundTrip.of(new BoundDeviceSerializer(), device)).isEqualTo(device);
        assertThat(RoundTrip.of(new AssetNewsSerializer(), born)).isEqualTo(born);
        assertThat(RoundTrip.of(new AssetNewsSerializer(), life)).isEqualTo(life);
        assertThat(RoundTrip.of(new CountChangeSerializer(), change)).isEqualTo(change);
    }

    @Test
    void theStateOfAnAssetAndItsDeviceIsSmall() throws Exception {
        Asset asset = new Asset(CLAIM, true);
        BoundDevice device = new BoundDevice(Births.T, Births.T + 50, "4108110111000042", 10_800_000, 27_938_990, true);

        int bytes = RoundTrip.bytes(new AssetSerializer(), asset).length
                + RoundTrip.bytes(new BoundDeviceSerializer(), device).length;

        assertThat(bytes).isLessThan(110);
    }
}
