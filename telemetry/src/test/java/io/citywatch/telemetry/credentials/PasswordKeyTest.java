package io.citywatch.telemetry.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordKeyTest {
    @TempDir
    Path folder;

    /** Checked with {@code printf gas-1 | openssl dgst -sha256 -mac HMAC -macopt key:0123456789abcdef -binary | base64}. */
    @Test
    void derivesBase64UrlOfTheHmac() {
        PasswordKey key = new PasswordKey("0123456789abcdef".getBytes(StandardCharsets.US_ASCII));

        String password = key.password("gas-1");

        assertThat(password).isEqualTo("wnfl-GKCKQ0gQRBG5PsVTMrzjiVwb7jz_oecmztMxjA");
        assertThat(key.matches("gas-1", password.getBytes(StandardCharsets.US_ASCII)))
                .isTrue();
        assertThat(key.matches("gas-2", password.getBytes(StandardCharsets.US_ASCII)))
                .isFalse();
        assertThat(key.matches("gas-1", new byte[0])).isFalse();
        assertThat(key.toString()).doesNotContain("0123");
    }

    @Test
    void makesAKeyOnceAndOnlyForItsOwner() throws IOException {
        Path file = folder.resolve("keys/mqtt.key");

        PasswordKey made = PasswordKey.loadOrCreate(file);
        PasswordKey again = PasswordKey.loadOrCreate(file);

        assertThat(again.password("x")).isEqualTo(made.password("x"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void refusesAShortOrGarbledKeyAndNamesTheFileButNotTheKey() throws IOException {
        Path file = Files.writeString(folder.resolve("bad.key"), "c2hvcnQ\n");
        Path garbled = Files.writeString(folder.resolve("garbled.key"), "!!!!\n");

        assertThatThrownBy(() -> PasswordKey.load(file))
                .hasMessageContaining("bad.key")
                .hasMessageNotContaining("c2hvcnQ");
        assertThatThrownBy(() -> PasswordKey.load(garbled)).isInstanceOf(IOException.class);
        Path binary = Files.write(folder.resolve("binary.key"), new byte[] {(byte) 0xFF});
        assertThatThrownBy(() -> PasswordKey.load(binary))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("binary.key");
    }
}
