package io.citywatch.console.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citywatch.console.testkit.SampleCity;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.registry.DeviceRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeviceViewTest {
    private static final DeviceRecord GAS =
            SampleCity.birth("gas-1", FacilityKind.GAS, "410811", "ASSET-7", "山阳区塔南路 88 号");
    private static final DeviceRecord GAS_10 =
            SampleCity.birth("gas-10", FacilityKind.GAS, "410811", "ASSET-8", "Tanan Road 3");
    private static final DeviceRecord MANHOLE =
            SampleCity.birth("m-gas-1", FacilityKind.MANHOLE, "410802", "ASSET-9", "解放中路");

    private final DeviceView view = new DeviceView();

    @BeforeEach
    void fill() throws IOException {
        for (DeviceRecord device : List.of(MANHOLE, GAS_10, GAS)) {
            view.apply(LogJson.encode(device));
        }
    }

    @Test
    void deviceIsKept() {
        assertThat(view.get("gas-1")).isEqualTo(GAS);
        assertThat(view.get("gas-2")).isNull();
        assertThat(view.size()).isEqualTo(3);
    }

    @Test
    void devicesOfAnAssetAreFoundByItsWholeName() throws IOException {
        view.apply(LogJson.encode(SampleCity.birth("gas-1b", FacilityKind.GAS, "410811", "ASSET-7", "ASSET-9")));
        view.apply(LogJson.encode(SampleCity.birth("gas-2", FacilityKind.GAS, "410811", "ASSET-70", null)));

        assertThat(view.ofAsset("ASSET-7")).containsExactly("gas-1", "gas-1b");
        assertThat(view.ofAsset("asset-7")).isEmpty();
    }

    @Test
    void namesThatBeginWithTheTextComeFirst() {
        assertThat(view.search("gas-1", 10)).containsExactly(GAS, GAS_10, MANHOLE);
        assertThat(view.search("gas-1", 2)).containsExactly(GAS, GAS_10);
        assertThat(view.search("", 10)).containsExactly(GAS, GAS_10, MANHOLE);
    }

    @Test
    void assetsAndAddressesAreFoundWhateverTheCase() {
        assertThat(view.search("asset-9", 10)).containsExactly(MANHOLE);
        assertThat(view.search("塔南路", 10)).containsExactly(GAS);
        assertThat(view.search("tanan road", 10)).containsExactly(GAS_10);
    }

    @Test
    void whatOnlyStandsInOtherFieldsIsNotFound() {
        assertThat(view.search("commissioned", 10)).isEmpty();
        assertThat(view.search("GD-20N", 10)).isEmpty();
    }

    @Test
    void forgottenDeviceIsGone() {
        view.remove("gas-1");

        assertThat(view.search("gas-1", 10)).containsExactly(GAS_10, MANHOLE);
    }

    @Test
    void brokenBirthChangesNothing() {
        assertThatThrownBy(() -> view.apply("{\"device\": \"gas-1\"}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class);

        assertThat(view.get("gas-1")).isEqualTo(GAS);
    }
}
