package io.citywatch.console.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citywatch.telemetry.credentials.PasswordKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleTokensTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_676_339_400);
    private static final Caller WANG = new Caller(Role.OPERATOR, "wang.li", NOW.plusSeconds(60));

    private final ConsoleTokens tokens = new ConsoleTokens(key("the platform's key"));

    private static PasswordKey key(String text) {
        return new PasswordKey(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void tokenSaysWhoseItIs() {
        String token = tokens.token(WANG);

        assertThat(token).startsWith("operator.wang.li.1676339460.");
        assertThat(tokens.caller(token, NOW)).isEqualTo(WANG);
        assertThat(WANG.principal()).isEqualTo("operator/wang.li");
    }

    @Test
    void tokenHoldsUntilItsTimeIsOver() {
        String token = tokens.token(WANG);

        assertThat(tokens.caller(token, WANG.expires().minusMillis(1))).isEqualTo(WANG);
        assertThat(tokens.caller(token, WANG.expires())).isNull();
    }

    @Test
    void aSessionInUseIsRenewedWhileTheTokenBehindItHolds() {
        Caller li = new Caller(Role.OPERATOR, "li", NOW.plus(Duration.ofDays(40)));
        String session = tokens.session(li, NOW);
        Instant later = NOW.plus(Duration.ofDays(29));

        assertThat(tokens.renewed(session, NOW.plus(Duration.ofHours(23)))).isNull();
        String renewed = tokens.renewed(session, later);

        assertThat(tokens.sessionCaller(session, NOW.plus(Duration.ofDays(31)))).isNull();
        assertThat(tokens.sessionCaller(renewed, later)).isEqualTo(li);
        assertThat(tokens.renewed(renewed, later.plus(Duration.ofDays(2)))).isNull();
        assertThat(tokens.renewed(session, NOW.plus(Duration.ofDays(31)))).isNull();
    }

    @Test
    void changedTokenDoesNotHold() {
        String token = tokens.token(WANG);

        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == 'x' ? 'y' : 'x';
            assertThat(tokens.caller(token.substring(0, i) + other + token.substring(i + 1), NOW))
                    .as("character " + i)
                    .isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "...",
                "operator",
                "operator.wang",
                "operator.wang.99999999999",
                "operator.wang.99999999999.",
                "operator.wang.x.y"
            })
    void whatIsNoTokenDoesNotHold(String text) {
        assertThat(tokens.caller(text, NOW)).isNull();
    }

    @Test
    void tokenOfAnotherPlatformDoesNotHold() {
        String foreign = new ConsoleTokens(key("another platform's key")).token(WANG);

        assertThat(tokens.caller(foreign, NOW)).isNull();
    }

    @Test
    void tokenIsNoSessionAndASessionIsNoToken() {
        assertThat(tokens.sessionCaller(tokens.token(WANG), NOW)).isNull();
        assertThat(tokens.caller(tokens.session(WANG, NOW), NOW)).isNull();
    }

    @Test
    void sessionEndsWithItsTokenAndAfterAMonthAtTheLatest() {
        Caller forAYear = new Caller(Role.VIEWER, "wall", NOW.plus(Duration.ofDays(365)));

        assertThat(tokens.sessionCaller(tokens.session(WANG, NOW), NOW)).isEqualTo(WANG);
        assertThat(tokens.sessionCaller(tokens.session(forAYear, NOW), NOW))
                .isEqualTo(new Caller(Role.VIEWER, "wall", NOW.plus(ConsoleTokens.SESSION_LIFE)));
    }

    @Test
    void sessionsOfOneCallerAreToldApart() {
        assertThat(tokens.session(WANG, NOW)).isNotEqualTo(tokens.session(WANG, NOW));
    }

    @Test
    void nameWithOtherCharactersIsRefused() {
        assertThatThrownBy(() -> tokens.token(new Caller(Role.VIEWER, "wang/li", NOW)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("wang/li");
    }

    @Test
    void eachRoleMayDoWhatTheOnesBeforeItMay() {
        assertThat(Role.ENGINEER.includes(Role.OPERATOR)).isTrue();
        assertThat(Role.OPERATOR.includes(Role.OPERATOR)).isTrue();
        assertThat(Role.VIEWER.includes(Role.OPERATOR)).isFalse();
        assertThat(Role.ofText("operator")).isEqualTo(Role.OPERATOR);
        assertThat(Role.ofText("OPERATOR")).isNull();
    }
}
