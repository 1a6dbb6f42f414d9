package io.citywatch.console.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citywatch.telemetry.credentials.PasswordKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevokedTokensTest {
    private static final Caller WANG = new Caller(Role.OPERATOR, "wang.1", Instant.ofEpochSecond(1_676_339_460));
    private static final Caller WANG_LATER = new Caller(Role.OPERATOR, "wang.1", Instant.ofEpochSecond(1_676_339_461));
    private static final Caller LI = new Caller(Role.OPERATOR, "li", Instant.ofEpochSecond(1_676_339_460));

    @TempDir
    Path keys;

    @Test
    void whereThereIsNoListEveryTokenHolds() throws IOException {
        assertThat(RevokedTokens.open(keys).contains(WANG)).isFalse();
    }

    @Test
    void aPrincipalHasNoTokenLeft() throws IOException {
        RevokedTokens revoked = written("# has left\n\n operator/wang.1 \n");

        assertThat(revoked.contains(WANG)).isTrue();
        assertThat(revoked.contains(WANG_LATER)).isTrue();
        assertThat(revoked.contains(LI)).isFalse();
        assertThat(revoked.contains(new Caller(Role.VIEWER, "wang.1", WANG.expires())))
                .isFalse();
    }

    @Test
    void aTokenIsRevokedAloneByItselfOrByWhatItSays() throws IOException {
        String token =
                new ConsoleTokens(new PasswordKey("the platform's key".getBytes(StandardCharsets.UTF_8))).token(WANG);

        for (RevokedTokens revoked : new RevokedTokens[] {written(token), written("operator.wang.1.1676339460")}) {
            assertThat(revoked.contains(WANG)).isTrue();
            assertThat(revoked.contains(WANG_LATER)).isFalse();
            assertThat(revoked.contains(LI)).isFalse();
        }
    }

    @Test
    void theListIsReadAnewWhenItHasChanged() throws IOException {
        RevokedTokens revoked = written("operator/li");

        Files.writeString(keys.resolve(RevokedTokens.FILE), "operator/li\noperator/wang.1\n");
        assertThat(revoked.contains(WANG)).isFalse();
        revoked.reload();
        assertThat(revoked.contains(WANG)).isTrue();

        Files.delete(keys.resolve(RevokedTokens.FILE));
        revoked.reload();
        assertThat(revoked.contains(WANG)).isFalse();
    }

    /** A folder in its place, as the rights of a file would not stop the user root. */
    @Test
    void aListThatCannotBeReadKeepsWhatIsRevoked() throws IOException {
        RevokedTokens revoked = written("operator/wang.1");

        Files.delete(keys.resolve(RevokedTokens.FILE));
        Files.createDirectory(keys.resolve(RevokedTokens.FILE));
        revoked.reload();

        assertThat(revoked.contains(WANG)).isTrue();
        assertThatThrownBy(() -> RevokedTokens.open(keys))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(RevokedTokens.FILE);
    }

    @Test
    void whatIsNotUtf8SpoilsItsLineAlone() throws IOException {
        Files.writeString(
                keys.resolve(RevokedTokens.FILE),
                "# \u00ff\noperator/\u00ff\noperator/wang.1\n",
                StandardCharsets.ISO_8859_1);

        assertThat(RevokedTokens.open(keys).contains(WANG)).isTrue();
    }

    private RevokedTokens written(String lines) throws IOException {
        Files.writeString(keys.resolve(RevokedTokens.FILE), lines);
        return RevokedTokens.open(keys);
    }
}
