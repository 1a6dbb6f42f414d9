package io.citywatch.ingest.credentials;

import io.citywatch.telemetry.credentials.FileStamp;
import io.citywatch.telemetry.credentials.ListFile;
import io.citywatch.telemetry.credentials.PasswordKey;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.citywatch.telemetry.topic.ThingsBoardTopic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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

    private final Path folder;
    private volatile State state;
    /** What was wrong with the files at the last look, so that it is said once. Used by who reloads only. */
    private @Nullable String problem;

    private KeyFolder(Path folder, State state) {
        this.folder = folder;
        this.state = state;
    }

    /**
     * Reads the folder; makes it and a current key if there is none.
     *
     * @throws IOException when a file can't be read or holds no key; the message names it
     */
    public static KeyFolder load(Path folder) throws IOException {
        PasswordKey.loadOrCreate(folder.resolve(CURRENT_KEY));
        return new KeyFolder(folder, State.read(folder));
    }

    @Override
    public Verdict check(String userName, byte[] password) {
        State now = state;
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
        return state.isRevoked(userName);
    }

    @Override
    public @Nullable String userNameOfToken(String token) {
        return state.tokens.userName(token);
    }

    /**
     * Reads the files again if one has changed; says whether one had. A file that can't be used leaves all as it was, and
     * is named in the log, once. By one thread at a time.
     */
    public boolean reload() {
        try {
            if (State.stamps(folder).equals(state.stamps)) {
                problem = null;
                return false;
            }
            State changed = State.read(folder);
            state = changed;
            problem = null;
            log.atInfo()
                    .addKeyValue("keys", changed.keys.size())
                    .addKeyValue("revoked", changed.revoked.size())
                    .log("credentials were read anew");
            return true;
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).equals(problem)) {
                problem = String.valueOf(e.getMessage());
                log.atWarn()
                        .addKeyValue("reason", problem)
                        .log("credentials have changed but can't be used; the old ones hold, revocations included");
            }
            return false;
        }
    }

    /** The contents of the folder at one time. */
    private record State(List<PasswordKey> keys, Set<String> revoked, ListedTokens tokens, List<FileStamp> stamps) {

        /** A device that is no longer let in is not let in by another of its names. */
        boolean isRevoked(String userName) {
            if (revoked.isEmpty()) {
                return false;
            }
            DeviceAddress address = ThingsBoardTopic.addressOf(userName);
            return revoked.contains(userName) || (address != null && revoked.contains(address.device()));
        }

        static State read(Path folder) throws IOException {
            List<FileStamp> stamps = stamps(folder);
            List<PasswordKey> keys = new ArrayList<>(2);
            keys.add(PasswordKey.load(folder.resolve(CURRENT_KEY)));
            if (Files.exists(folder.resolve(PREVIOUS_KEY))) {
                keys.add(PasswordKey.load(folder.resolve(PREVIOUS_KEY)));
            }
            return new State(
                    List.copyOf(keys),
                    Set.copyOf(ListFile.entries(folder.resolve(REVOKED)).values()),
                    ListedTokens.read(folder.resolve(TOKENS)),
                    stamps);
        }

        static List<FileStamp> stamps(Path folder) throws IOException {
            List<FileStamp> stamps = new ArrayList<>(3);
            for (String name : List.of(CURRENT_KEY, PREVIOUS_KEY, REVOKED, TOKENS)) {
                stamps.add(FileStamp.of(folder.resolve(name)));
            }
            return stamps;
        }
    }
}
