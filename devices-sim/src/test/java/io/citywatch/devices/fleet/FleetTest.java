package io.citywatch.devices.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citywatch.devices.fleet.Fleet.Trait;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.programme.Programme;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FleetTest {
    private final Fleet fleet = fleet(FleetPlan.Size.SMALL);

    @Test
    void findsEachDeviceByItsAddress() {
        for (Group group : fleet.groups()) {
            for (int device = group.first(); device < group.first() + group.count(); device++) {
                assertThat(fleet.find(fleet.address(device))).isEqualTo(device);
            }
        }
    }

    @Test
    void findsNoDeviceThatIsNotThere() {
        DeviceAddress present = fleet.address(0);

        for (String name : new String[] {
            "gas",
            "sim-gas-",
            "sim-gas-000000",
            "sim-gas-001481",
            "sim-gas-999999",
            "sim-gas-00000x",
            "sim-gas-000001.1"
        }) {
            assertThat(fleet.find(new DeviceAddress(present.district(), present.kind(), name)))
                    .as(name)
                    .isEqualTo(Fleet.NONE);
        }
        assertThat(fleet.find(new DeviceAddress("999999", present.kind(), present.device())))
                .isEqualTo(Fleet.NONE);
    }

    @Test
    void givesEachAssetItsOwnSixteenDigits() {
        Set<String> assets = new HashSet<>();
        for (Group group : fleet.groups()) {
            for (int device = group.first(); device < group.first() + group.count(); device++) {
                assets.add(fleet.asset(device));
            }
        }

        assertThat(assets).hasSize(2000).allMatch(asset -> asset.matches("[0-9]{16}"));
    }

    @Test
    void keepsTheAssetWhenADeviceIsReplaced() {
        DeviceAddress before = fleet.address(7);
        String asset = fleet.asset(7);

        fleet.replace(7);

        assertThat(fleet.asset(7)).isEqualTo(asset);
        assertThat(fleet.address(7)).isNotEqualTo(before);
        assertThat(fleet.find(before)).isEqualTo(Fleet.NONE);
        assertThat(fleet.find(fleet.address(7))).isEqualTo(7);
    }

    @Test
    void keepsTraitsApart() {
        fleet.set(3, Trait.BORN, true);
        fleet.set(3, Trait.OCCUPIED, true);
        fleet.set(3, Trait.BORN, false);

        assertThat(fleet.is(3, Trait.BORN)).isFalse();
        assertThat(fleet.is(3, Trait.OCCUPIED)).isTrue();
        assertThat(fleet.is(4, Trait.OCCUPIED)).isFalse();
    }

    @Test
    void isTheSameAgainWithItsProgress() {
        fleet.groups().get(0).add();
        fleet.groups().get(0).add();
        fleet.replace(12);
        Fleet later = fleet(FleetPlan.Size.SMALL);

        later.restore(fleet.progress());

        assertThat(later.size()).isEqualTo(2002);
        assertThat(later.address(12)).isEqualTo(fleet.address(12));
        assertThat(later.progress()).isEqualTo(fleet.progress());
    }

    @Test
    void hasNoRoomForMoreThanPlanned() {
        Group pipes = fleet.groups().stream()
                .filter(group -> group.kind() == FacilityKind.GAS_PIPE)
                .findFirst()
                .orElseThrow();
        for (int i = 0; i < 100; i++) {
            assertThat(pipes.add()).isNotEqualTo(Fleet.NONE);
        }

        assertThat(pipes.add()).isEqualTo(Fleet.NONE);
    }

    @Test
    void countsTheProgrammesTargetsInTheWholeCity() {
        Fleet city = fleet(FleetPlan.Size.CITY);
        Certificates certificates = new Certificates(city);

        double gasPipeM = 0;
        int wasteHouseholds = 0;
        for (Group group : city.groups()) {
            for (int device = group.first(); device < group.first() + group.count(); device++) {
                if (group.kind() == FacilityKind.GAS_PIPE) {
                    gasPipeM += certificates
                            .birth(device, AssetState.COMMISSIONED, 0)
                            .share()
                            .lengthM();
                } else if (group.kind() == FacilityKind.WASTE) {
                    wasteHouseholds += certificates
                            .birth(device, AssetState.COMMISSIONED, 0)
                            .share()
                            .households();
                }
            }
        }
        assertThat(gasPipeM).isEqualTo(80_000);
        assertThat(wasteHouseholds).isEqualTo(375_000);
    }

    @Test
    void refusesPlansThatMakeNoSense() {
        assertThatThrownBy(() -> new KindPlan(FacilityKind.GAS, 1_000_000, 0, Duration.ofSeconds(1)))
                .hasMessageContaining("999999");
        assertThatThrownBy(() -> new KindPlan(FacilityKind.GAS, 1, 0, Duration.ZERO))
                .hasMessageContaining("too short");
    }

    private static Fleet fleet(FleetPlan.Size size) {
        return new Fleet(size.plan(), Programme.bundled(), new Noise(1));
    }
}
