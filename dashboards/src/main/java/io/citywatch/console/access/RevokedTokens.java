package io.citywatch.console.access;

import io.citywatch.telemetry.credentials.ListFile;
import io.citywatch.telemetry.credentials.WatchedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
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

    private static final Pattern PRINCIPAL_OR_CLAIM =
            Pattern.compile("[a-z]+(/[A-Za-z0-9._-]+|\\.[A-Za-z0-9._-]+\\.\\d+)");

    private final WatchedFiles<Set<String>> lines;

    private RevokedTokens(WatchedFiles<Set<String>> lines) {
        this.lines = lines;
    }

    /**
     * Reads the file in that folder, if there is one.
     *
     * @throws IOException when it is there and can't be read; the message names it
     */
    public static RevokedTokens open(Path keysFolder) throws IOException {
        Path file = keysFolder.resolve(FILE);
        return new RevokedTokens(new WatchedFiles<>(List.of(file), inUse -> lines(file), RevokedTokens::warn));
    }

    /** Whether the token of that bearer, which ends when he says, is revoked. */
    boolean contains(Caller bearer) {
        Set<String> revoked = lines.inUse();
        return !revoked.isEmpty()
                && (revoked.contains(bearer.principal()) || revoked.contains(ConsoleTokens.claim(bearer)));
    }

    /** Reads the file again if it has changed. One that can't be read leaves all as it was, and is named in the log. */
    public void reload() {
        if (lines.reload()) {
            log.atInfo().addKeyValue("revoked", lines.inUse().size()).log("revoked tokens were read anew");
        }
    }

    private static void warn(String reason) {
        log.atWarn()
                .addKeyValue("reason", reason)
                .log("revoked tokens have changed but can't be read; those known before stay revoked");
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
