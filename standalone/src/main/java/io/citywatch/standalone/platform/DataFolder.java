package io.citywatch.standalone.platform;

import io.citywatch.telemetry.credentials.OwnerOnly;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder that holds all of a platform's state: keys, log, checkpoints and history. One platform at a time uses it. */
public final class DataFolder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DataFolder.class);

    private final Path root;
    private final FileChannel lockFile;

    private DataFolder(Path root, FileChannel lockFile) {
        this.root = root;
        this.lockFile = lockFile;
    }

    /**
     * Takes the folder for this process, making it if there is none. The lock goes with the process, however that ends.
     *
     * @throws StartupException when another platform uses it, or it can't be made or written to
     */
    public static DataFolder open(Path root) throws IOException {
        Path folder = root.toAbsolutePath().normalize();
        FileChannel lockFile;
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder, OwnerOnly.FOLDER);
            }
            lockFile = FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (FileSystemException e) {
            throw new StartupException("the data folder " + folder + " can't be made or written to ("
                    + (e.getReason() == null ? e : e.getReason())
                    + "); make it writable for this user or name another folder with --data");
        }
        FileLock lock;
        try {
            lock = lockFile.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            lockFile.close();
            throw new StartupException("the data folder " + folder
                    + " is in use by another platform; stop that one or name another folder with --data");
        }
        return new DataFolder(folder, lockFile);
    }

    /** The folder's keys. */
    public static Path keys(Path root) {
        return root.resolve("keys");
    }

    /** The file of the key from which MQTT passwords are derived. */
    public static Path mqttKey(Path root) {
        return keys(root).resolve("mqtt.key");
    }

    public Path root() {
        return root;
    }

    public Path mqttKey() {
        return mqttKey(root);
    }

    public Path keys() {
        return keys(root);
    }

    public Path kafka() {
        return root.resolve("kafka");
    }

    public Path flink() {
        return root.resolve("flink");
    }

    public Path influxdb() {
        return root.resolve("influxdb");
    }

    /** The file of the receivers outside, where none is named. */
    public static Path receivers(Path root) {
        return root.resolve("receivers.json");
    }

    public Path receivers() {
        return receivers(root);
    }

    /** The file that says which citywatch used the folder last. */
    private Path version() {
        return root.resolve("version");
    }

    /** Which citywatch was up on this folder last; null on a new folder, and on one that is older than this question. */
    @Nullable
    String lastVersion() throws IOException {
        return Files.exists(version()) ? Files.readString(version()).strip() : null;
    }

    /** Notes that this citywatch is up on the folder. */
    void used() throws IOException {
        String last = lastVersion();
        if (!Version.THIS.equals(last)) {
            Files.writeString(version(), Version.THIS + '\n');
        }
        if (last != null && !Version.THIS.equals(last)) {
            LOG.atInfo()
                    .addKeyValue("from", last)
                    .addKeyValue("to", Version.THIS)
                    .log("the data folder is now of this version");
        }
    }

    /** Where a simulated city keeps what has been installed in it. */
    public Path simulation(String city) {
        return root.resolve("simulation-" + city + ".properties");
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
