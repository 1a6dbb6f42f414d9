package io.citywatch.standalone.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.console.disk.LogDisk.Room;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiskLimitsTest {
    private static final long MIB = 1 << 20;

    @ParameterizedTest
    @CsvSource({"300, 32, 16", "4_000, 200, 40", "10_000, 500, 100", "1_000_000, 1024, 128"})
    void theRestFollowsFromTheSizeOfTheDisk(String diskMib, long little, long none) {
        DiskLimits limits = DiskLimits.of(Long.parseLong(diskMib.replace("_", "")) * MIB);

        assertThat(limits).isEqualTo(new DiskLimits(little * MIB, none * MIB));
    }

    @Test
    void aDiskFillsUpInTwoSteps() {
        DiskLimits limits = new DiskLimits(100, 20);

        assertThat(limits.room(Room.ENOUGH, 100)).isEqualTo(Room.ENOUGH);
        assertThat(limits.room(Room.ENOUGH, 99)).isEqualTo(Room.LITTLE);
        assertThat(limits.room(Room.LITTLE, 20)).isEqualTo(Room.LITTLE);
        assertThat(limits.room(Room.LITTLE, 19)).isEqualTo(Room.NONE);
        assertThat(limits.room(Room.ENOUGH, 0)).isEqualTo(Room.NONE);
    }

    @Test
    void itHasRoomAgainWhenThereIsSomeMoreThanAtTheLimit() {
        DiskLimits limits = new DiskLimits(100, 20);

        assertThat(limits.room(Room.NONE, 39)).isEqualTo(Room.NONE);
        assertThat(limits.room(Room.NONE, 40)).isEqualTo(Room.LITTLE);
        assertThat(limits.room(Room.LITTLE, 119)).isEqualTo(Room.LITTLE);
        assertThat(limits.room(Room.NONE, 120)).isEqualTo(Room.ENOUGH);
    }
}
