package io.citywatch.ingest.credentials;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citywatch.ingest.credentials.Credentials.Verdict;
import io.citywatch.telemetry.credentials.PasswordKey;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
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

    @ParameterizedTest
    @ValueSource(strings = {KeyFolder.CURRENT_KEY, KeyFolder.PREVIOUS_KEY, KeyFolder.TOKENS})
    void anErrorInAnotherFileHoldsBackNoRevocationAndDropsNothing(String broken) throws Exception {
        write(KeyFolder.TOKENS, HASH + " " + DEVICE + "\n");
        KeyFolder keys = KeyFolder.load(folder);
        write(KeyFolder.PREVIOUS_KEY, Files.readString(folder.resolve(KeyFolder.CURRENT_KEY)));
        byte[] old = passwordOf("dev2").getBytes(UTF_8);
        write(KeyFolder.CURRENT_KEY, "A".repeat(43));
        byte[] current = passwordOf("dev2").getBytes(UTF_8);
        keys.reload();

        write(broken, "nonsense\n");
        write(KeyFolder.REVOKED, "dev1\n");

        assertThat(keys.reload()).isTrue();
        assertThat(keys.isRevoked("dev1")).isTrue();
        assertThat(keys.check("dev2", old)).isEqualTo(Verdict.ACCEPTED);
        assertThat(keys.check("dev2", current)).isEqualTo(Verdict.ACCEPTED);
        assertThat(keys.userNameOfToken("meter-token")).isEqualTo("thingsboard/" + DEVICE);
        assertThat(keys.reload()).isFalse();
    }

    /** Who takes away the key before revokes all of its passwords. */
    @Test
    void theKeyBeforeCanBeTakenAwayAlthoughTheCurrentOneIsBroken() throws Exception {
        KeyFolder keys = KeyFolder.load(folder);
        byte[] current = passwordOf("dev1").getBytes(UTF_8);
        write(KeyFolder.PREVIOUS_KEY, "A".repeat(43));
        keys.reload();
        byte[] old = PasswordKey.load(folder.resolve(KeyFolder.PREVIOUS_KEY))
                .password("dev1")
                .getBytes(UTF_8);
        assertThat(keys.check("dev1", old)).isEqualTo(Verdict.ACCEPTED);

        Files.delete(folder.resolve(KeyFolder.CURRENT_KEY));
        Files.delete(folder.resolve(KeyFolder.PREVIOUS_KEY));

        assertThat(keys.reload()).isTrue();
        assertThat(keys.check("dev1", old)).isEqualTo(Verdict.WRONG_PASSWORD);
        assertThat(keys.check("dev1", current)).isEqualTo(Verdict.ACCEPTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev 1", "dev1 # stolen", "operator/wang", "concentrator/410811", "d\u00e9v"})
    void aLineThatNamesNobodyIsNamedAtTheStart(String line) throws Exception {
        write(KeyFolder.REVOKED, "# one\ndev9\n" + line + "\n");

        assertThatThrownBy(() -> KeyFolder.load(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("revoked, line 3");
    }

    /** A line that was spoilt may have been one of those before. */
    @Test
    void aLineThatNamesNobodyHoldsBackNoOtherAndLetsNobodyInAgain() throws Exception {
        write(KeyFolder.REVOKED, "dev1\n");
        KeyFolder keys = KeyFolder.load(folder);

        write(KeyFolder.REVOKED, "dev2\ndev 1\ndev3\n");
        assertThat(keys.reload()).isTrue();
        assertThat(List.of("dev1", "dev2", "dev3")).allMatch(keys::isRevoked);

        write(KeyFolder.REVOKED, "dev2\ndev3\n");
        assertThat(keys.reload()).isTrue();
        assertThat(keys.isRevoked("dev1")).isFalse();
    }

    @Test
    void whatIsNotUtf8SpoilsItsLineAlone() throws Exception {
        write(KeyFolder.REVOKED, "# \u00ff\ndev1\n", ISO_8859_1);
        KeyFolder keys = KeyFolder.load(folder);
        assertThat(keys.isRevoked("dev1")).isTrue();

        write(KeyFolder.REVOKED, "dev1\ndev\u00ff\ndev2", ISO_8859_1);

        assertThat(keys.reload()).isTrue();
        assertThat(keys.isRevoked("dev2")).isTrue();
        assertThatThrownBy(() -> KeyFolder.load(folder)).hasMessageContaining("revoked, line 2");
    }

    /** A folder in its place, as the rights of a file would not stop the user root. */
    @Test
    void aListThatCanNotBeReadLetsNobodyInAgain() throws Exception {
        write(KeyFolder.REVOKED, "dev1\n");
        KeyFolder keys = KeyFolder.load(folder);
        Files.delete(folder.resolve(KeyFolder.REVOKED));
        Files.createDirectory(folder.resolve(KeyFolder.REVOKED));

        assertThat(keys.reload()).isFalse();
        assertThat(keys.isRevoked("dev1")).isTrue();
        assertThatThrownBy(() -> KeyFolder.load(folder)).hasMessageContaining(KeyFolder.REVOKED);
    }

    private String passwordOf(String userName) throws IOException {
        return PasswordKey.load(folder.resolve(KeyFolder.CURRENT_KEY)).password(userName);
    }

    private void write(String file, String text) throws IOException {
        write(file, text, UTF_8);
    }

    private void write(String file, String text, Charset charset) throws IOException {
        Path path = folder.resolve(file);
        Files.writeString(path, text, charset);
        Files.setLastModifiedTime(path, FileTime.fromMillis(++changes * 1000));
    }
}
