package io.citywatch.ingest.credentials;

import io.citywatch.telemetry.credentials.ListFile;
import io.citywatch.telemetry.credentials.PasswordKey;
import io.citywatch.telemetry.credentials.WatchedFiles;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.citywatch.telemetry.topic.ThingsBoardTopic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys from which passwords are derived, and the user names that are no longer let in.
 *
 * <p>Four files in one folder: {@code mqtt.key} (made when it is missing), {@code mqtt.previous.key} (optional; passwords
 * of it hold too, so that keys can be changed one device at a time) and {@code revoked} (optional; one user name a line,
 * lines that begin with {@code #} are comments), and {@code thingsboard} (optional; {@link ListedTokens}).
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

    private final WatchedFiles<State> files;

    private KeyFolder(WatchedFiles<State> files) {
        this.files = files;
    }

    /**
     * Reads the folder; makes it and a current key if there is none.
     *
     * @throws IOException when a file can't be read or holds no key; the message names it
     */
    public static KeyFolder load(Path folder) throws IOException {
        PasswordKey.loadOrCreate(folder.resolve(CURRENT_KEY));
        List<Path> files = Stream.of(CURRENT_KEY, PREVIOUS_KEY, REVOKED, TOKENS)
                .map(folder::resolve)
                .toList();
        return new KeyFolder(new WatchedFiles<>(files, () -> State.read(folder), KeyFolder::warn));
    }

    @Override
    public Verdict check(String userName, byte[] password) {
        State now = files.inUse();
        boolean matches = false;
        for (PasswordKey key : now.keys) {
            matches |= key.matches(userName, password);
        }
        if (!matches) {
            return Verdict.WRONG_PASSWORD;
        }
        return now.isRevoked(userName) ? Verdict.REVOKED : Verdict.ACCEPTED;
    }

    @Override
    public boolean isRevoked(String userName) {
        return files.inUse().isRevoked(userName);
    }

    @Override
    public @Nullable String userNameOfToken(String token) {
        return files.inUse().tokens.userName(token);
    }

    /**
     * Reads the files again if one has changed; says whether one had. A file that can't be used leaves all as it was, and
     * is named in the log, once. By one thread at a time.
     */
    public boolean reload() {
        boolean changed = files.reload();
        if (changed) {
            State now = files.inUse();
            log.atInfo()
                    .addKeyValue("keys", now.keys.size())
                    .addKeyValue("revoked", now.revoked.size())
                    .log("credentials were read anew");
        }
        return changed;
    }

    private static void warn(String reason) {
        log.atWarn()
                .addKeyValue("reason", reason)
                .log("credentials have changed but can't be used; the old ones hold, revocations included");
    }

    /** The contents of the folder at one time. */
    private record State(List<PasswordKey> keys, Set<String> revoked, ListedTokens tokens) {
        /** A device that is no longer let in is not let in by another of its names. */
        boolean isRevoked(String userName) {
            if (revoked.isEmpty()) {
                return false;
            }
            DeviceAddress address = ThingsBoardTopic.addressOf(userName);
            return revoked.contains(userName) || (address != null && revoked.contains(address.device()));
        }

        static State read(Path folder) throws IOException {
            List<PasswordKey> keys = new ArrayList<>(2);
            keys.add(PasswordKey.load(folder.resolve(CURRENT_KEY)));
            if (Files.exists(folder.resolve(PREVIOUS_KEY))) {
                keys.add(PasswordKey.load(folder.resolve(PREVIOUS_KEY)));
            }
            return new State(
                    List.copyOf(keys),
                    Set.copyOf(ListFile.entries(folder.resolve(REVOKED)).values()),
                    ListedTokens.read(folder.resolve(TOKENS)));
        }
    }
}
