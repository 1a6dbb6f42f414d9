package io.citywatch.devices.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StayFileIT {
    private static final ZoneId MELBOURNE = ZoneId.of("Australia/Melbourne");

    @TempDir
    Path folder;

    @Test
    void readsTheRecordedStaysThatComeWithTheProject() throws Exception {
        StayFile stays = StayFile.read(Path.of("data/parking-stays-melbourne-2013.csv"), MELBOURNE, Long.MAX_VALUE);

        List<StayChange> changes = stays.changes();
        assertThat(stays.size()).isEqualTo(5000);
        assertThat(stays.skipped()).isEmpty();
        assertThat(changes.stream().map(change -> change.bay() + "@" + change.t()))
                .doesNotHaveDuplicates();
        assertThat(changes.stream().map(StayChange::t)).isSorted();
    }

    @Test
    void namesAFileThatIsNotThereOrIsNoText() throws Exception {
        Path absent = folder.resolve("absent.csv");
        assertThatThrownBy(() -> StayFile.read(absent, MELBOURNE, 1)).hasMessage(absent + ": no such file");

        Path binary = folder.resolve("binary.csv");
        Files.write(binary, new byte[] {(byte) 0xC3, 0x28, 10});
        assertThatThrownBy(() -> StayFile.read(binary, MELBOURNE, 1)).hasMessage(binary + ": not a text in UTF-8");
    }
}
