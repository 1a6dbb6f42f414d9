package io.citywatch.standalone.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names the data folder. */
public final class DataOption {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The folder that holds the platform's keys, log, checkpoints and history. "
                    + "Default: the folder data beside ./citywatch.")
    private @Nullable Path data;

    /** The folder, as an absolute path. */
    public Path folder() {
        Path folder = data != null ? data : Path.of(System.getProperty("citywatch.root", "."), "data");
        return folder.toAbsolutePath().normalize();
    }

    /** What to say when a key had to be made: where a folder is mistyped, nothing that follows from it will be let in. */
    String newKeys() {
        return "citywatch: there was no key in " + folder()
                + " yet, so a new one was made; it is for the platform that is started with this --data";
    }
}
