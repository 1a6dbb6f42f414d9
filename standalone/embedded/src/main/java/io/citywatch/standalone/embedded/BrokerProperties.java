package io.citywatch.standalone.embedded;

import java.util.Properties;

/** The server properties of a broker that is a whole cluster in itself and shares its machine with everything else. */
final class BrokerProperties {
    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;

    private BrokerProperties() {}

    static Properties of(EmbeddedKafkaOptions options, int brokerPort, int controllerPort) {
        Properties properties = new Properties();
        identity(properties, options, brokerPort, controllerPort);
        oneReplica(properties);
        storage(properties, options);
        smallFootprint(properties);
        return properties;
    }

    private static void identity(
            Properties properties, EmbeddedKafkaOptions options, int brokerPort, int controllerPort) {
        String broker = LoopbackPorts.HOST + ":" + brokerPort;
        String controller = LoopbackPorts.HOST + ":" + controllerPort;
        set(properties, "process.roles", "broker,controller");
        set(properties, "node.id", NODE_ID);
        set(properties, "controller.quorum.voters", NODE_ID + "@" + controller);
        set(properties, "controller.listener.names", CONTROLLER_LISTENER);
        set(properties, "listeners", "PLAINTEXT://" + broker + "," + CONTROLLER_LISTENER + "://" + controller);
        set(properties, "advertised.listeners", "PLAINTEXT://" + broker);
        set(properties, "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
        set(properties, "log.dirs", options.dataDir());
        set(properties, "auto.create.topics.enable", false);
        set(properties, "group.initial.rebalance.delay.ms", 0);
        // After a kill -9 the controller refuses the broker's new incarnation until the old one's session has run out:
        // the
        // default of 9 s would be 9 s of every restart. No other broker could take over, so nothing speaks for waiting
        // longer.
        set(properties, "broker.session.timeout.ms", 3_000);
        set(properties, "broker.heartbeat.interval.ms", 500);
    }

    private static void oneReplica(Properties properties) {
        set(properties, "default.replication.factor", 1);
        set(properties, "min.insync.replicas", 1);
        set(properties, "offsets.topic.replication.factor", 1);
        set(properties, "offsets.topic.num.partitions", 4);
        set(properties, "transaction.state.log.replication.factor", 1);
        set(properties, "transaction.state.log.min.isr", 1);
        set(properties, "transaction.state.log.num.partitions", 4);
        set(properties, "share.coordinator.state.topic.replication.factor", 1);
        set(properties, "share.coordinator.state.topic.min.isr", 1);
        set(properties, "share.coordinator.state.topic.num.partitions", 1);
    }

    private static void storage(Properties properties, EmbeddedKafkaOptions options) {
        set(properties, "log.retention.ms", options.retention().toMillis());
        set(properties, "log.retention.check.interval.ms", 60_000);
        // Small enough that retention and compaction, which spare the newest segment, have something to work on
        set(properties, "log.segment.bytes", 64 * MIB);
        set(properties, "offsets.topic.segment.bytes", 8 * MIB);
        // An entry (8 bytes) for each 4 KiB of a segment is 128 KiB; the default of 10 MiB is mapped per open segment
        set(properties, "log.index.size.max.bytes", MIB);
        if (options.flushEveryMessage()) {
            set(properties, "log.flush.interval.messages", 1);
        }
    }

    private static void smallFootprint(Properties properties) {
        set(properties, "num.network.threads", 2);
        set(properties, "num.io.threads", 4);
        set(properties, "num.replica.fetchers", 1);
        set(properties, "background.threads", 2);
        // 24 bytes a key: 300,000 keys in one pass of compaction, more keys take more passes
        set(properties, "log.cleaner.dedupe.buffer.size", 8 * MIB);
        set(properties, "log.cleaner.io.buffer.size", 128 * KIB);
        // No MBeans: two brokers of one JVM would register the same names
        set(properties, "metric.reporters", "");
    }

    private static void set(Properties properties, String key, Object value) {
        properties.setProperty(key, value.toString());
    }
}
