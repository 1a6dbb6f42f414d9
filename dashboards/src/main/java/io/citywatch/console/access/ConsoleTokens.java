package io.citywatch.console.access;

import io.citywatch.telemetry.credentials.PasswordKey;
import io.citywatch.telemetry.topic.Names;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Makes and checks the console's bearer tokens and session cookies: {@code role.name.expirySeconds.signature}.
 *
 * <p>The signature is derived from the rest with a key that only the console and its launcher can read, so that no table of
 * tokens is needed. A token is not a session and a session is not a token: each signs its own purpose as well. Thread-safe.
 */
public final class ConsoleTokens {
    /** How long a token holds when nothing else is asked for: a year, the span of a city's programme. */
    public static final Duration DEFAULT_LIFE = Duration.ofDays(365);
    /** The longest session: a control room's screen is not to go dark in the middle of a night. */
    static final Duration SESSION_LIFE = Duration.ofDays(30);

    /** A session that is in use is renewed when this much of it is over. */
    private static final Duration RENEWED_AFTER = Duration.ofDays(1);

    /** Stands between a session's id and the second in which the token behind it ends. */
    private static final char UNTIL = '~';

    /** No two sessions get the same. */
    private static final int SESSION_ID_BYTES = 12;

    private static final SecureRandom RANDOM = new SecureRandom();

    /** The file with the key that tokens are signed with. */
    public static final String KEY_FILE = "console.key";
    /** Longer than any token of a name within the rules; what is longer is not looked at. */
    private static final int MAX_LENGTH = 256;

    private final PasswordKey key;

    ConsoleTokens(PasswordKey key) {
        this.key = key;
    }

    /**
     * Opens the key in that folder, after making it when there is none.
     *
     * @throws IOException when the key can't be read or made; the message names the file
     */
    public static ConsoleTokens open(Path keysFolder) throws IOException {
        return new ConsoleTokens(PasswordKey.loadOrCreate(keysFolder.resolve(KEY_FILE)));
    }

    /** A token for that role and name that holds for {@link #DEFAULT_LIFE}. */
    public String token(Role role, String name) {
        return token(new Caller(role, name, Instant.now().plus(DEFAULT_LIFE)));
    }

    /**
     * A token for that caller.
     *
     * @throws IllegalArgumentException when the name is not 1 to 64 of {@code A-Z a-z 0-9 . _ -}
     */
    public String token(Caller caller) {
        return sign(Purpose.TOKEN, claim(caller));
    }

    /**
     * The value of a session's cookie: a claim like a token's behind an id of its own, so that two sessions of one caller can
     * be told apart. It ends with the caller's token, and after {@link #SESSION_LIFE} at the latest unless it is {@link #renewed}.
     */
    String session(Caller caller, Instant now) {
        Instant latest = now.plus(SESSION_LIFE);
        Instant expires = caller.expires().isBefore(latest) ? caller.expires() : latest;
        byte[] id = new byte[SESSION_ID_BYTES];
        RANDOM.nextBytes(id);
        return sign(
                Purpose.SESSION,
                Base64.getUrlEncoder().withoutPadding().encodeToString(id)
                        + UNTIL
                        + caller.expires().getEpochSecond()
                        + '.'
                        + claim(new Caller(caller.role(), caller.name(), expires)));
    }

    /** The session that takes the place of one that is in use; null when it does not hold, is new, or ends with its token. */
    @Nullable
    String renewed(String session, Instant now) {
        Caller caller = sessionCaller(session, now);
        if (caller == null) {
            return null;
        }
        Caller bearer = bearer(session, caller);
        boolean isNew = caller.expires().isAfter(now.plus(SESSION_LIFE).minus(RENEWED_AFTER));
        return isNew || !bearer.expires().isAfter(caller.expires()) ? null : session(bearer, now);
    }

    /** The caller with the token behind a session of his, and when that ends. */
    Caller bearer(String session, Caller caller) {
        int until = session.indexOf(UNTIL);
        int end = session.indexOf('.');
        return until < 0 || end < until
                ? caller
                : new Caller(
                        caller.role(),
                        caller.name(),
                        Instant.ofEpochSecond(Long.parseLong(session.substring(until + 1, end))));
    }

    /** Whose token it is, or null when it is not one of ours or holds no more. */
    public @Nullable Caller caller(String token, Instant now) {
        return read(Purpose.TOKEN, token, 0, now);
    }

    /** Whose session it is, or null when it is not one of ours or holds no more. */
    @Nullable
    Caller sessionCaller(String session, Instant now) {
        return read(Purpose.SESSION, session, session.indexOf('.') + 1, now);
    }

    /** What a caller's token says: {@code role.name.expirySeconds}. */
    static String claim(Caller caller) {
        if (!Names.isDevice(caller.name())) {
            throw new IllegalArgumentException("the name '" + caller.name() + "' is not 1 to 64 of A-Z a-z 0-9 . _ -");
        }
        return caller.role().text()
                + '.'
                + caller.name()
                + '.'
                + caller.expires().getEpochSecond();
    }

    private String sign(Purpose purpose, String claim) {
        return claim + '.' + key.password(purpose.prefix + claim);
    }

    /** Whose claim it is, from where in the text it starts, or null when it is not signed by us or holds no more. */
    private @Nullable Caller read(Purpose purpose, String text, int start, Instant now) {
        int signature = text.lastIndexOf('.');
        int expiry = text.lastIndexOf('.', signature - 1);
        int name = text.indexOf('.', start);
        if (text.length() > MAX_LENGTH || name < 0 || expiry <= name) {
            return null;
        }
        byte[] signed = text.substring(signature + 1).getBytes(StandardCharsets.UTF_8);
        if (!key.matches(purpose.prefix + text.substring(0, signature), signed)) {
            return null;
        }
        // Whatever is signed was written by us; it can only be malformed when the key is in other hands.
        Role role = Role.ofText(text.substring(start, name));
        Instant expires = Instant.ofEpochSecond(Long.parseLong(text.substring(expiry + 1, signature)));
        if (role == null || !now.isBefore(expires)) {
            return null;
        }
        return new Caller(role, text.substring(name + 1, expiry), expires);
    }

    /** What is signed for; part of what is signed. */
    private enum Purpose {
        TOKEN("token/"),
        SESSION("session/");

        private final String prefix;

        Purpose(String prefix) {
            this.prefix = prefix;
        }
    }
}
