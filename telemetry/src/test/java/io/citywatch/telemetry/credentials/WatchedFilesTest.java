package io.citywatch.telemetry.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedFilesTest {
    @TempDir
    private Path folder;

    private final List<String> said = new ArrayList<>();

    /** What was in use each time when the files were read. */
    private final List<@Nullable String> before = new ArrayList<>();

    private Path first;
    private Path second;

    /** Each change of a file gets a time of its own, however coarse the file system's clock is. */
    private long changes;

    @BeforeEach
    void write() throws IOException {
        first = folder.resolve("first");
        second = folder.resolve("second");
        write(first, "a");
        write(second, "b");
    }

    @Test
    void aChangeOfOneFileIsReadWithTheOthers() throws IOException {
        WatchedFiles<String> files = watched();

        assertThat(files.reload()).isFalse();
        assertThat(before).containsExactly((String) null);

        write(second, "c");
        assertThat(files.inUse()).isEqualTo("ab");
        assertThat(files.reload()).isTrue();
        assertThat(files.inUse()).isEqualTo("ac");
        assertThat(files.reload()).isFalse();
        assertThat(before).containsExactly(null, "ab");
    }

    @Test
    void whatIsWrongIsSaidOnceUntilItIsAnotherThingOrMended() throws IOException {
        WatchedFiles<String> files = watched();

        write(first, "wrong 1");
        assertThat(files.reload()).isFalse();
        files.reload();
        write(first, "wrong 2");
        files.reload();
        write(first, "d");
        assertThat(files.reload()).isTrue();
        write(first, "wrong 2");
        files.reload();

        assertThat(said).containsExactly("wrong 1", "wrong 2", "wrong 2");
        assertThat(files.inUse()).isEqualTo("db");
    }

    /** It is not written and has its old stamp when it is there again: then there is nothing to be read. */
    @Test
    void aFileThatIsAwayForATimeIsSaidEachTime() throws IOException {
        WatchedFiles<String> files = watched();
        Path away = folder.resolve("away");

        for (int i = 0; i < 2; i++) {
            Files.move(first, away);
            assertThat(files.reload()).isFalse();
            files.reload();
            Files.move(away, first);
            assertThat(files.reload()).isFalse();
        }

        assertThat(said).hasSize(2).allSatisfy(reason -> assertThat(reason).contains("first"));
        assertThat(files.inUse()).isEqualTo("ab");
    }

    /** As it is with one whose rights were taken away, which would not stop the user root. */
    @Test
    void aFileThatCanNotBeReadAnyMoreIsNamedAlthoughNobodyWroteIt() throws IOException {
        WatchedFiles<String> files = watched();
        Files.delete(first);
        Files.createSymbolicLink(first, first);

        assertThat(files.reload()).isFalse();

        assertThat(said).singleElement().asString().contains("first");
        assertThat(files.inUse()).isEqualTo("ab");
        assertThatThrownBy(this::watched).isInstanceOf(IOException.class).hasMessageContaining("first");
    }

    private WatchedFiles<String> watched() throws IOException {
        return new WatchedFiles<>(List.of(first, second), this::read, said::add);
    }

    private String read(@Nullable String inUse) throws IOException {
        before.add(inUse);
        String text = Files.readString(first) + Files.readString(second);
        if (text.startsWith("wrong")) {
            throw new IOException(text.substring(0, text.length() - 1));
        }
        return text;
    }

    private void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.fromMillis(++changes * 1000));
    }
}
