package io.citywatch.devices;

import io.citywatch.devices.fleet.FleetProgress;
import io.citywatch.telemetry.facility.FacilityKind;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** Keeps a fleet's progress in a properties file: {@code added.KIND} and {@code replaced.NUMBER}. */
final class ProgressFile {
    private static final String ADDED = "added.";
    private static final String REPLACED = "replaced.";

    private ProgressFile() {}

    /**
     * The progress in the file, or none when there is no such file.
     *
     * @throws IOException when it can't be read or holds something else; the message names the file
     */
    static FleetProgress load(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        } catch (NoSuchFileException e) {
            return FleetProgress.NONE;
        }
        Map<FacilityKind, Integer> added = new EnumMap<>(FacilityKind.class);
        Map<Integer, Integer> replacements = new HashMap<>();
        for (String key : properties.stringPropertyNames()) {
            try {
                int count = Integer.parseInt(properties.getProperty(key));
                FacilityKind kind = key.startsWith(ADDED) ? FacilityKind.ofCode(key.substring(ADDED.length())) : null;
                if (kind != null) {
                    added.put(kind, count);
                } else if (key.startsWith(REPLACED)) {
                    replacements.put(Integer.valueOf(key.substring(REPLACED.length())), count);
                } else {
                    throw new IOException(file + ": '" + key + "' is not known");
                }
            } catch (NumberFormatException e) {
                throw new IOException(file + ": '" + key + "' has no whole number", e);
            }
        }
        return new FleetProgress(added, replacements);
    }

    /** Writes the progress, in one step as seen by a reader. */
    static void save(Path file, FleetProgress progress) throws IOException {
        Properties properties = new Properties();
        progress.added().forEach((kind, count) -> properties.setProperty(ADDED + kind.code(), count.toString()));
        progress.replacements().forEach((device, times) -> properties.setProperty(REPLACED + device, times.toString()));
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path draft = Files.createTempFile(folder, file.getFileName().toString(), ".new");
        try {
            try (Writer out = Files.newBufferedWriter(draft)) {
                properties.store(out, "Devices that the simulator installed and replaced");
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
