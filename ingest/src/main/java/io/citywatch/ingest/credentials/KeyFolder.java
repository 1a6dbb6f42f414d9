package io.citywatch.ingest.credentials;

import io.citywatch.telemetry.credentials.PasswordKey;
import io.citywatch.telemetry.credentials.WatchedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys from which passwords are derived, and the user names that are no longer let in.
 *
 * <p>Four files in one folder: {@code mqtt.key} (made when it is missing), {@code mqtt.previous.key} (optional; passwords
 * of it hold too, so that keys can be changed one device at a time), {@code revoked} (optional; {@link RevokedNames}), and
 * {@code thingsboard} (optional; {@link ListedTokens}). Each is read by itself: what is wrong with one holds back no other, least
 * of all somebody's revocation.
 *
 * <p>Thread-safe. {@link #reload} may be called at any time; a check sees the files as they were at the last reload.
 */
public final class KeyFolder implements Credentials {
    /** The file with the key that new passwords are derived from. */
    public static final String CURRENT_KEY = "mqtt.key";
    /** The file with the key before it, whose passwords still hold. */
    public static final String PREVIOUS_KEY = "mqtt.previous.key";
    /** The file with the user names that are not let in. */
    public static final String REVOKED = "revoked";
    /** The file with the access tokens that devices of ThingsBoard's have already. */
    public static final String TOKENS = "thingsboard";

    private static final Logger log = LoggerFactory.getLogger(KeyFolder.class);

    private final WatchedFiles<PasswordKey> currentKey;
    private final WatchedFiles<Optional<PasswordKey>> previousKey;
    private final WatchedFiles<RevokedNames> revoked;
    private final WatchedFiles<ListedTokens> tokens;

    private KeyFolder(Path folder) throws IOException {
        currentKey = watched(folder, CURRENT_KEY, (file, inUse) -> PasswordKey.load(file));
        previousKey = watched(folder, PREVIOUS_KEY, (file, inUse) -> loadIfThere(file));
        revoked = watched(folder, REVOKED, RevokedNames::read);
        tokens = watched(folder, TOKENS, (file, inUse) -> ListedTokens.read(file));
    }

    /**
     * Reads the folder; makes it and a current key if there is none.
     *
     * @throws IOException when a file can't be read, holds no key, or has a line that can't be used; the message names it
     */
    public static KeyFolder load(Path folder) throws IOException {
        PasswordKey.loadOrCreate(folder.resolve(CURRENT_KEY));
        return new KeyFolder(folder);
    }

    /** Looks at the current key first: while keys are changed, it becomes the previous one before there is another. */
    @Override
    public Verdict check(String userName, byte[] password) {
        boolean matches = currentKey.inUse().matches(userName, password);
        Optional<PasswordKey> previous = previousKey.inUse();
        if (previous.isPresent()) {
            matches |= previous.get().matches(userName, password);
        }
        if (!matches) {
            return Verdict.WRONG_PASSWORD;
        }
        return isRevoked(userName) ? Verdict.REVOKED : Verdict.ACCEPTED;
    }

    @Override
    public boolean isRevoked(String userName) {
        return revoked.inUse().contains(userName);
    }

    @Override
    public @Nullable String userNameOfToken(String token) {
        return tokens.inUse().userName(token);
    }

    /**
     * Reads the files again that have changed; says whether something new is in use. What a file said that can't be used any
     * more holds on, and the file is named in the log, once. By one thread at a time.
     */
    public boolean reload() {
        boolean changed = false;
        for (WatchedFiles<?> file : List.of(revoked, previousKey, currentKey, tokens)) {
            changed |= file.reload();
        }
        if (changed) {
            log.atInfo()
                    .addKeyValue("keys", previousKey.inUse().isPresent() ? 2 : 1)
                    .addKeyValue("revoked", revoked.inUse().userNames().size())
                    .log("credentials were read anew");
        }
        return changed;
    }

    private static Optional<PasswordKey> loadIfThere(Path file) throws IOException {
        return Files.exists(file) ? Optional.of(PasswordKey.load(file)) : Optional.empty();
    }

    private static <T> WatchedFiles<T> watched(Path folder, String name, FileReader<T> reader) throws IOException {
        Path file = folder.resolve(name);
        return new WatchedFiles<>(List.of(file), inUse -> reader.read(file, inUse), KeyFolder::warn);
    }

    private static void warn(String reason) {
        log.atWarn()
                .addKeyValue("reason", reason)
                .log("a file of credentials has changed but can't be used; what it said before holds");
    }

    /** Makes of one file what is used. */
    private interface FileReader<T> {
        T read(Path file, @Nullable T inUse) throws IOException;
    }
}
