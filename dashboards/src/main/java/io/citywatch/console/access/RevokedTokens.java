package io.citywatch.console.access;

import io.citywatch.telemetry.credentials.FileStamp;
import io.citywatch.telemetry.credentials.ListFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens that hold no more although their time is not over: the lines of a file in the keys' folder.
 *
 * <p>A line is a token, with or without its signature, or a principal ({@code operator/wang}), of whom then none holds, be it
 * made before or after. Lines that begin with {@code #} are comments. Where the file is missing every token holds.
 *
 * <p>Thread-safe. {@link #reload} may be called at any time; a question is answered by the file as it was at the last reload.
 */
public final class RevokedTokens {
    /** The file's name. */
    public static final String FILE = "console-revoked";

    private static final Logger log = LoggerFactory.getLogger(RevokedTokens.class);

    /** A whole token: what it says, and its signature of 256 bits. */
    private static final Pattern TOKEN = Pattern.compile("([^/]+)\\.[A-Za-z0-9_-]{43}");

    private static final Pattern PRINCIPAL_OR_CLAIM = Pattern.compile("[a-z]+(/.+|\\..+\\.\\d+)");

    private final Path file;
    private volatile State state;
    /** What was wrong with the file at the last look, so that it is said once. Used by who reloads only. */
    private @Nullable String problem;

    private RevokedTokens(Path file, State state) {
        this.file = file;
        this.state = state;
    }

    /**
     * Reads the file in that folder, if there is one.
     *
     * @throws IOException when it is there and can't be read; the message names it
     */
    public static RevokedTokens open(Path keysFolder) throws IOException {
        Path file = keysFolder.resolve(FILE);
        return new RevokedTokens(file, State.read(file));
    }

    /** Whether the token of that bearer, which ends when he says, is revoked. */
    boolean contains(Caller bearer) {
        Set<String> lines = state.lines;
        return !lines.isEmpty() && (lines.contains(bearer.principal()) || lines.contains(ConsoleTokens.claim(bearer)));
    }

    /** Reads the file again if it has changed. One that can't be read leaves all as it was, and is named in the log. */
    public void reload() {
        try {
            if (FileStamp.of(file).equals(state.stamp)) {
                problem = null;
                return;
            }
            State changed = State.read(file);
            state = changed;
            problem = null;
            log.atInfo().addKeyValue("revoked", changed.lines.size()).log("revoked tokens were read anew");
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).equals(problem)) {
                problem = String.valueOf(e.getMessage());
                log.atWarn()
                        .addKeyValue("reason", problem)
                        .log("revoked tokens have changed but can't be read; those known before stay revoked");
            }
        }
    }

    /** The file at one time. */
    private record State(Set<String> lines, FileStamp stamp) {
        static State read(Path file) throws IOException {
            FileStamp stamp = FileStamp.of(file);
            return new State(lines(file), stamp);
        }

        private static Set<String> lines(Path file) throws IOException {
            Set<String> lines = new HashSet<>();
            for (Map.Entry<Integer, String> entry : ListFile.entries(file).entrySet()) {
                String line = TOKEN.matcher(entry.getValue()).replaceFirst("$1");
                if (PRINCIPAL_OR_CLAIM.matcher(line).matches()) {
                    lines.add(line);
                } else {
                    // Not what it says: it may be a token that was mistyped, and holds
                    log.atWarn()
                            .addKeyValue("file", file)
                            .addKeyValue("line", entry.getKey())
                            .log(
                                    "a line names neither a token nor a principal, such as operator/wang, and revokes nothing");
                }
            }
            return Set.copyOf(lines);
        }
    }
}
