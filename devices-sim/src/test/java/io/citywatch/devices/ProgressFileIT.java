package io.citywatch.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citywatch.devices.fleet.FleetProgress;
import io.citywatch.telemetry.facility.FacilityKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressFileIT {
    @TempDir
    Path folder;

    @Test
    void givesBackWhatWasSaved() throws Exception {
        Path file = folder.resolve("new/simulator.properties");
        FleetProgress progress = new FleetProgress(Map.of(FacilityKind.GAS, 7), Map.of(12, 1, 4000, 3));

        ProgressFile.save(file, new FleetProgress(Map.of(FacilityKind.GAS, 6), Map.of()));
        ProgressFile.save(file, progress);

        assertThat(ProgressFile.load(file)).isEqualTo(progress);
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void isNoneWithoutAFile() throws Exception {
        assertThat(ProgressFile.load(folder.resolve("absent"))).isEqualTo(FleetProgress.NONE);
    }

    @Test
    void namesWhatItDoesNotUnderstand() throws Exception {
        Path file = folder.resolve("simulator.properties");

        Files.writeString(file, "added.gas=many\n");
        assertThatThrownBy(() -> ProgressFile.load(file))
                .isInstanceOf(IOException.class)
                .hasMessage(file + ": 'added.gas' has no whole number");

        Files.writeString(file, "added.lamp=1\n");
        assertThatThrownBy(() -> ProgressFile.load(file)).hasMessage(file + ": 'added.lamp' is not known");
    }
}
