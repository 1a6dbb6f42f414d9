package io.citywatch.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InfluxdWriteLogTest {
    private static final byte[] POINTS = entry(1, 70_000);
    private static final byte[] DELETION = entry(2, 3);
    private static final byte[] LAST = entry(1, 300);

    @TempDir
    Path folder;

    @Test
    void whatIsWholeStaysAsItIs() throws IOException {
        Path segment = segment("_00001.wal", POINTS, DELETION, LAST);

        InfluxdWriteLog.mend(folder);

        assertThat(segment).hasBinaryContent(together(POINTS, DELETION, LAST));
    }

    @Test
    void anEntryThatWasNotWrittenToItsEndIsCutOff() throws IOException {
        for (int written = 1; written < LAST.length; written += 7) {
            Path segment = segment("_00001.wal", POINTS, DELETION, Arrays.copyOf(LAST, written));

            InfluxdWriteLog.mend(folder);

            assertThat(segment).as("%d bytes", written).hasBinaryContent(together(POINTS, DELETION));
        }
    }

    @Test
    void whatStandsBehindAHoleIsMovedUpToIt() throws IOException {
        Path segment = segment("_00002.wal", POINTS, new byte[100_000], DELETION, new byte[6], LAST);

        InfluxdWriteLog.mend(folder);

        assertThat(segment).hasBinaryContent(together(POINTS, DELETION, LAST));
    }

    @Test
    void zerosAtTheEndAreCutOff() throws IOException {
        for (int zeros : new int[] {1, 4, 5, 200_000}) {
            Path segment = segment("_00001.wal", DELETION, new byte[zeros]);

            InfluxdWriteLog.mend(folder);

            assertThat(segment).as("%d zeros", zeros).hasBinaryContent(DELETION);
        }
    }

    @Test
    void whatIsNoEntryEndsTheSegment() throws IOException {
        Path segment = segment("_00001.wal", DELETION, new byte[] {9, 0, 0, 0, 1, 1}, LAST);

        InfluxdWriteLog.mend(folder);

        assertThat(segment).hasBinaryContent(DELETION);
    }

    @Test
    void everyShardIsMendedAndNothingElse() throws IOException {
        Path first = segment("citywatch/autogen/1/_00007.wal", DELETION, new byte[] {1});
        Path second = segment("citywatch/hours/2/_00001.wal", new byte[] {1});
        Path other = segment("citywatch/autogen/1/fields.idx", new byte[] {1});

        InfluxdWriteLog.mend(folder);

        assertThat(first).hasBinaryContent(DELETION);
        assertThat(second).isEmptyFile();
        assertThat(other).hasBinaryContent(new byte[] {1});
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).containsExactlyInAnyOrder(first, second, other);
        }
    }

    @Test
    void aFolderThatIsNotThereIsNone() throws IOException {
        InfluxdWriteLog.mend(folder.resolve("wal"));

        assertThat(folder.resolve("wal")).doesNotExist();
    }

    private Path segment(String name, byte[]... parts) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, together(parts));
    }

    private static byte[] together(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** Of no zeros, so that none of its bytes is taken for the beginning of a hole. */
    private static byte[] entry(int type, int length) {
        byte[] content = new byte[length];
        Arrays.fill(content, (byte) 0x55);
        return ByteBuffer.allocate(5 + length)
                .put((byte) type)
                .putInt(length)
                .put(content)
                .array();
    }
}
