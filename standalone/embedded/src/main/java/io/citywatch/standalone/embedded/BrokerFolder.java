package io.citywatch.standalone.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.EligibleLeaderReplicasVersion;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A broker's data folder, held by one broker at a time and formatted.
 *
 * <p>Kafka locks its log folder too, but only after its controller has begun to write the metadata log that stands in the same
 * folder; a second broker would damage it before it fails. Hence a lock of our own, taken first. Both locks are of the operating
 * system: they end with the process, however it ends, and a lock file left behind means nothing.
 */
final class BrokerFolder implements AutoCloseable {
    private static final String LOCK_FILE = "citywatch.lock";

    private final FileChannel lock;

    private BrokerFolder(FileChannel lock) {
        this.lock = lock;
    }

    /**
     * Makes, locks and, the first time, formats the folder.
     *
     * @throws KafkaException if another broker holds the folder, or its identity can't be read or written
     * @throws UncheckedIOException if the folder can't be made
     */
    static BrokerFolder open(Path dataDir) {
        try {
            Files.createDirectories(dataDir);
            FileChannel lock =
                    FileChannel.open(dataDir.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            BrokerFolder folder = new BrokerFolder(lock);
            try {
                if (!locked(lock)) {
                    throw new KafkaException("Another broker is using " + dataDir);
                }
                format(dataDir);
                return folder;
            } catch (RuntimeException e) {
                folder.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Can't prepare %s for Kafka".formatted(dataDir), e);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Can't release the broker's folder", e);
        }
    }

    private static boolean locked(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // held in this JVM
        }
    }

    /** Gives the folder its identity, once: a cluster id that every later start reads back. */
    private static void format(Path dataDir) {
        String folder = dataDir.toString();
        try {
            boolean formatted = new MetaPropertiesEnsemble.Loader()
                    .addMetadataLogDir(folder)
                    .addLogDirs(List.of(folder))
                    .load()
                    .clusterId()
                    .isPresent();
            if (formatted) {
                return;
            }
            new Formatter()
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(BrokerProperties.NODE_ID)
                    .setControllerListenerName(BrokerProperties.CONTROLLER_LISTENER)
                    .setDirectories(List.of(folder))
                    .setMetadataLogDirectory(folder)
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                    // With it, the only replica of a killed broker comes back by an unclean election. There is nothing
                    // to elect.
                    .setFeatureLevel(EligibleLeaderReplicasVersion.FEATURE_NAME, (short) 0)
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .run();
        } catch (Exception e) {
            throw new KafkaException("Can't format %s for Kafka".formatted(dataDir), e);
        }
    }
}
