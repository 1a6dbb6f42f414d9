package io.citywatch.standalone.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Which citywatch this is. */
public final class Version {
    /** As the build has it, e.g. {@code 0.1.0}. */
    public static final String THIS = read();

    private Version() {}

    private static String read() {
        try (InputStream file = Version.class.getResourceAsStream("/io/citywatch/standalone/version.txt")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
