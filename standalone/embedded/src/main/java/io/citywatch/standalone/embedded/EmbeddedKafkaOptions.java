package io.citywatch.standalone.embedded;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How an {@link EmbeddedKafka} is set up.
 *
 * @param dataDir the broker's own folder; made and formatted on the first start
 * @param port where clients connect on 127.0.0.1; 0 chooses a free port at each start
 * @param flushEveryMessage whether every message is on the disk before it is acknowledged. Without it an acknowledged message
 *     outlives the death of the process but not of the machine.
 * @param retention for how long a topic keeps messages if it says nothing else
 */
public record EmbeddedKafkaOptions(Path dataDir, int port, boolean flushEveryMessage, Duration retention) {
    /** A week: long enough to mend a decoder and replay. */
    public static final Duration DEFAULT_RETENTION = Duration.ofDays(7);

    public EmbeddedKafkaOptions {
        dataDir = dataDir.toAbsolutePath().normalize();
        LoopbackPorts.requireValid(port);
        if (retention.toMillis() <= 0) {
            throw new IllegalArgumentException("The retention is not positive: " + retention);
        }
    }

    /** A free port, no flush per message, {@link #DEFAULT_RETENTION}. */
    public static EmbeddedKafkaOptions in(Path dataDir) {
        return new EmbeddedKafkaOptions(dataDir, 0, false, DEFAULT_RETENTION);
    }

    public EmbeddedKafkaOptions withPort(int newPort) {
        return new EmbeddedKafkaOptions(dataDir, newPort, flushEveryMessage, retention);
    }

    public EmbeddedKafkaOptions withFlushEveryMessage(boolean newFlushEveryMessage) {
        return new EmbeddedKafkaOptions(dataDir, port, newFlushEveryMessage, retention);
    }

    public EmbeddedKafkaOptions withRetention(Duration newRetention) {
        return new EmbeddedKafkaOptions(dataDir, port, flushEveryMessage, newRetention);
    }
}
