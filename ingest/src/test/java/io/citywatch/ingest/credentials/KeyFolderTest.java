package io.citywatch.ingest.credentials;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citywatch.ingest.credentials.Credentials.Verdict;
import io.citywatch.telemetry.credentials.PasswordKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFolderTest {
    /** What {@code printf %s meter-token | sha256sum} says. */
    private static final String HASH = "f98e0e782dabf320774cb56d8024a2c5b37880c9eb9d03a2cb5ddbe01956643f";

    private static final String DEVICE = "410811/gas/gas-1";

    @TempDir
    private Path folder;

    /** Each change of a file gets a time of its own, however coarse the file system's clock is. */
    private long changes;

    @Test
    void aFolderWithoutAKeyGetsOneThatStays() throws Exception {
        KeyFolder.load(folder);
        String password = passwordOf("dev1");

        KeyFolder again = KeyFolder.load(folder);

        assertThat(again.check("dev1", password.getBytes(UTF_8))).isEqualTo(Verdict.ACCEPTED);
        assertThat(again.check("dev2", password.getBytes(UTF_8))).isEqualTo(Verdict.WRONG_PASSWORD);
        assertThat(again.check("dev1", new byte[0])).isEqualTo(Verdict.WRONG_PASSWORD);
    }

    @Test
    void thePasswordsOfTheKeyBeforeHoldUntilItIsTakenAway() throws Exception {
        KeyFolder keys = KeyFolder.load(folder);
        byte[] old = passwordOf("dev1").getBytes(UTF_8);
        write(KeyFolder.PREVIOUS_KEY, Files.readString(folder.resolve(KeyFolder.CURRENT_KEY)));
        write(KeyFolder.CURRENT_KEY, "A".repeat(43));

        assertThat(keys.reload()).isTrue();
        assertThat(keys.check("dev1", old)).isEqualTo(Verdict.ACCEPTED);
        assertThat(keys.check("dev1", passwordOf("dev1").getBytes(UTF_8))).isEqualTo(Verdict.ACCEPTED);

        Files.delete(folder.resolve(KeyFolder.PREVIOUS_KEY));
        assertThat(keys.reload()).isTrue();
        assertThat(keys.check("dev1", old)).isEqualTo(Verdict.WRONG_PASSWORD);
    }

    /** Whether a name is revoked is told to nobody who has not its password. */
    @Test
    void aRevokedNameIsNotLetIn() throws Exception {
        write(KeyFolder.REVOKED, "# stolen\n\n dev1 \n");
        KeyFolder keys = KeyFolder.load(folder);

        assertThat(keys.check("dev1", passwordOf("dev1").getBytes(UTF_8))).isEqualTo(Verdict.REVOKED);
        assertThat(keys.check("dev1", new byte[] {1})).isEqualTo(Verdict.WRONG_PASSWORD);
        assertThat(keys.isRevoked("thingsboard/410811/gas/dev1")).isTrue();
        assertThat(keys.isRevoked("thingsboard/410811/gas/dev2")).isFalse();
    }

    @Test
    void aListedTokenIsThatOfItsDevice() throws Exception {
        write(KeyFolder.TOKENS, "# the meters of the east\n\n" + HASH.toUpperCase() + "  " + DEVICE + "\n");
        KeyFolder keys = KeyFolder.load(folder);

        assertThat(keys.userNameOfToken("meter-token")).isEqualTo("thingsboard/" + DEVICE);
        assertThat(keys.userNameOfToken("meter-token ")).isNull();
        assertThat(keys.userNameOfToken(HASH)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "meter-token " + DEVICE,
                HASH,
                HASH + " gas-1",
                HASH + " 410811/lift/gas-1",
                HASH + " " + DEVICE + " x"
            })
    void aLineThatListsNoTokenIsNamed(String line) throws Exception {
        write(KeyFolder.TOKENS, "# one\n" + line + "\n");

        assertThatThrownBy(() -> KeyFolder.load(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("thingsboard, line 2")
                .hasMessageNotContaining("meter-token");
    }

    @Test
    void aTokenOfTwoDevicesIsNamed() throws Exception {
        write(KeyFolder.TOKENS, HASH + " " + DEVICE + "\n" + HASH + " 410811/gas/gas-2\n");

        assertThatThrownBy(() -> KeyFolder.load(folder)).hasMessageContaining("thingsboard, line 2");
    }

    @Test
    void whatCanNotBeUsedLeavesAllAsItWas() throws Exception {
        write(KeyFolder.TOKENS, HASH + " " + DEVICE + "\n");
        KeyFolder keys = KeyFolder.load(folder);
        write(KeyFolder.REVOKED, "dev1\n");
        write(KeyFolder.TOKENS, "nonsense\n");

        assertThat(keys.reload()).isFalse();
        assertThat(keys.userNameOfToken("meter-token")).isEqualTo("thingsboard/" + DEVICE);
        assertThat(keys.isRevoked("dev1")).isFalse();

        write(KeyFolder.TOKENS, "");
        assertThat(keys.reload()).isTrue();
        assertThat(keys.reload()).isFalse();
        assertThat(keys.userNameOfToken("meter-token")).isNull();
        assertThat(keys.isRevoked("dev1")).isTrue();
    }

    @Test
    void aFileThatIsNoTextIsNamedAndStopsNoLaterReload() throws Exception {
        KeyFolder keys = KeyFolder.load(folder);
        Files.write(folder.resolve(KeyFolder.REVOKED), new byte[] {'d', 'e', 'v', '1', '\n', (byte) 0xFF});

        assertThat(keys.reload()).isFalse();
        assertThatThrownBy(() -> KeyFolder.load(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(KeyFolder.REVOKED);

        write(KeyFolder.REVOKED, "dev1\n");
        assertThat(keys.reload()).isTrue();
        assertThat(keys.isRevoked("dev1")).isTrue();
    }

    private String passwordOf(String userName) throws IOException {
        return PasswordKey.load(folder.resolve(KeyFolder.CURRENT_KEY)).password(userName);
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.writeString(path, text);
        Files.setLastModifiedTime(path, FileTime.fromMillis(++changes * 1000));
    }
}
