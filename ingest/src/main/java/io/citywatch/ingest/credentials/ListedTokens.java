package io.citywatch.ingest.credentials;

import io.citywatch.telemetry.credentials.ListFile;
import io.citywatch.telemetry.topic.ThingsBoardTopic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens that devices have already, from a file with one a line: the token's SHA-256 in hexadecimal digits, then
 * {@code {district}/{kind}/{device}}.
 *
 * <p>The file does not tell the tokens; and since a token is looked up by its hash, how long that takes does not either.
 */
record ListedTokens(Map<String, String> userNames) {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    /**
     * Reads the file; without one there is no token.
     *
     * @throws IOException when a line has not the form or names a token again; the message names the file and the line
     */
    static ListedTokens read(Path file) throws IOException {
        Map<String, String> userNames = new HashMap<>();
        for (Map.Entry<Integer, String> entry : ListFile.entries(file).entrySet()) {
            String[] parts = entry.getValue().split("\\s+");
            String hash = parts[0].toLowerCase(Locale.ROOT);
            String userName = ThingsBoardTopic.USER_NAMES + '/' + parts[parts.length - 1];
            if (parts.length != 2 || !HASH.matcher(hash).matches() || ThingsBoardTopic.addressOf(userName) == null) {
                throw new IOException(file + ", line " + entry.getKey()
                        + ": not a SHA-256 and DISTRICT/KIND/DEVICE with a space between");
            }
            if (userNames.put(hash, userName) != null) {
                throw new IOException(file + ", line " + entry.getKey() + ": the token stands in a line before");
            }
        }
        return new ListedTokens(Map.copyOf(userNames));
    }

    @Nullable
    String userName(String token) {
        if (userNames.isEmpty()) {
            return null;
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return userNames.get(HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
