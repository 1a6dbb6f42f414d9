package io.citywatch.standalone.command;

import io.citywatch.standalone.platform.StartupException;
import io.citywatch.telemetry.credentials.PasswordKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where the keys are of a part that runs alone. */
final class KeysOption {
    @Option(
            names = "--keys",
            paramLabel = "DIR",
            required = true,
            description = "The folder with the platform's keys: mqtt.key, from which passwords are derived, and"
                    + " console.key, which signs tokens.")
    private @Nullable Path keys;

    @Option(
            names = "--new-keys",
            description = "Makes the key when the folder has none, for a platform that begins. Default: that ends the"
                    + " start, since a new key lets nobody in who has a password or a token of another.")
    private boolean newKeys;

    /**
     * The folder, with that key in it.
     *
     * @throws StartupException when it is not there and is not to be made, or can't be
     */
    Path folderWith(String keyFile) {
        if (keys == null) {
            throw new IllegalStateException("called without a command line");
        }
        Path key = keys.resolve(keyFile);
        if (Files.exists(key)) {
            return keys;
        }
        if (!newKeys) {
            throw new StartupException("there is no key " + key.toAbsolutePath().normalize()
                    + ": name the folder with the platform's keys by --keys, or, for a platform that begins, let one be made"
                    + " by --new-keys");
        }
        try {
            PasswordKey.loadOrCreate(key);
        } catch (IOException e) {
            throw new StartupException("the key " + key + " can't be made: " + e.getMessage());
        }
        System.err.println("citywatch: made a new key, " + key.toAbsolutePath().normalize()
                + "; only what is derived from it is let in");
        return keys;
    }
}
