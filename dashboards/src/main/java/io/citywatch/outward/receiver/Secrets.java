package io.citywatch.outward.receiver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where secrets are: files in the keys folder and variables of the environment.
 *
 * @param keysFolder the folder
 * @param environment tells a variable's value; null where there is none
 */
public record Secrets(Path keysFolder, Function<String, @Nullable String> environment) {
    private static final String FILE = "file:";
    private static final String VARIABLE = "env:";
    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");

    /** Those of this process. */
    public static Secrets in(Path keysFolder) {
        return new Secrets(keysFolder, System::getenv);
    }

    /**
     * The secret that a reference names: {@code file:NAME} or {@code env:NAME}.
     *
     * @throws IllegalArgumentException when there is none; the message never shows a secret
     */
    Secret get(String reference) {
        String value;
        if (reference.startsWith(FILE)) {
            value = ofFile(reference.substring(FILE.length()));
        } else if (reference.startsWith(VARIABLE)) {
            String name = reference.substring(VARIABLE.length());
            value = environment.apply(name);
            if (value == null) {
                throw new IllegalArgumentException("the environment has no variable " + name);
            }
        } else {
            // What was written there may be the secret itself, so it is not repeated.
            throw new IllegalArgumentException(
                    "a secret is named, not written down: file:NAME (in the keys folder) or env:NAME");
        }
        String secret = value.strip();
        if (secret.isEmpty() || secret.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw new IllegalArgumentException(
                    reference + " holds nothing, or more than one line of printable ASCII characters");
        }
        return new Secret(secret);
    }

    private String ofFile(String name) {
        if (!FILE_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' is not the name of a file in the keys folder");
        }
        Path file = keysFolder.resolve(name);
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " can't be read", e);
        }
    }
}
