package io.citywatch.standalone.embedded;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka cluster of one node, broker and KRaft controller, in this JVM and on 127.0.0.1.
 *
 * <p>Its folder may have been left by a killed process: the log is then recovered on the way up, and every message that was
 * acknowledged is there.
 *
 * <p>Thread-safe.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedKafka.class);

    /** Seconds for one request of the administration client; after the start such requests take milliseconds. */
    private static final long ADMIN_PATIENCE_SECONDS = 30;

    private static final long ADMIN_LOOK_NANOS = 10_000_000;

    private final int port;
    private final BrokerFolder folder;
    private final KafkaRaftServer server;
    private final Admin admin;
    private final Consumer<String> onFault;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedKafka(
            int port, BrokerFolder folder, KafkaRaftServer server, Admin admin, Consumer<String> onFault) {
        this.port = port;
        this.folder = folder;
        this.server = server;
        this.admin = admin;
        this.onFault = onFault;
    }

    /** As {@link #start(EmbeddedKafkaOptions, Consumer)}; a fault is logged and then ends the JVM with status 1. */
    public static EmbeddedKafka start(EmbeddedKafkaOptions options) {
        return start(options, reason -> Runtime.getRuntime().halt(1));
    }

    /**
     * Starts the broker and returns when it answers.
     *
     * @param onFault told, after the log, when the broker can't go on: nothing it acknowledges from then on is safe, so the
     *     platform has to stop. Called on a thread of the broker, which must not wait for the broker's end.
     * @throws PortTakenException if something listens on the given port
     * @throws KafkaException if the folder is in use by another broker or damaged, or the broker fails to start otherwise
     * @throws UncheckedIOException if the folder can't be made
     */
    public static EmbeddedKafka start(EmbeddedKafkaOptions options, Consumer<String> onFault) {
        int port = LoopbackPorts.claim(options.port(), "Kafka");
        BrokerFolder folder = BrokerFolder.open(options.dataDir());
        BrokerFaults.listen(onFault);
        @Nullable KafkaRaftServer server = null;
        @Nullable Admin admin = null;
        try {
            Properties properties = BrokerProperties.of(options, port, LoopbackPorts.free());
            server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
            server.startup();
            String address = LoopbackPorts.HOST + ":" + port;
            admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, address));
            await(admin.describeCluster().nodes());
            log.atInfo().addKeyValue("address", address).log("Kafka answers");
            return new EmbeddedKafka(port, folder, server, admin, onFault);
        } catch (RuntimeException e) {
            shutDown(folder, server, admin, onFault);
            throw new KafkaException("The embedded broker in %s did not start".formatted(options.dataDir()), e);
        }
    }

    /** The address for clients, {@code 127.0.0.1:port}. */
    public String bootstrapServers() {
        return LoopbackPorts.HOST + ":" + port;
    }

    public int port() {
        return port;
    }

    /**
     * Creates the topics that are not there yet; those that are stay as they are. Returns when all of their partitions can be
     * written.
     *
     * <p>A topic is known a moment before its partitions are led. Of two batches that a producer sends in that moment the first
     * can be refused and the second taken; then Kafka refuses the first for good, and everything behind it.
     *
     * @throws KafkaException if the broker refuses a topic (all others have been tried too)
     */
    public void createTopics(Collection<NewTopic> topics) {
        List<KafkaException> refusals = new ArrayList<>();
        Map<TopicPartition, OffsetSpec> newest = new HashMap<>();
        CreateTopicsResult result = admin.createTopics(topics);
        for (String topic : result.values().keySet()) {
            try {
                int partitions = await(result.numPartitions(topic));
                for (int partition = 0; partition < partitions; partition++) {
                    newest.put(new TopicPartition(topic, partition), OffsetSpec.latest());
                }
            } catch (TopicExistsException e) {
                // That is what was asked for
            } catch (KafkaException e) {
                refusals.add(e);
            }
        }
        if (!refusals.isEmpty()) {
            KafkaException first = refusals.get(0);
            refusals.stream().skip(1).forEach(first::addSuppressed);
            throw first;
        }
        awaitLeaders(newest);
    }

    /** Only its leader answers what a partition's newest offset is. A broker that has not heard of the topic is asked again. */
    private void awaitLeaders(Map<TopicPartition, OffsetSpec> newest) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(ADMIN_PATIENCE_SECONDS);
        while (true) {
            try {
                await(admin.listOffsets(newest).all());
                return;
            } catch (UnknownTopicOrPartitionException notYet) {
                if (System.nanoTime() > deadline) {
                    throw notYet;
                }
                LockSupport.parkNanos(ADMIN_LOOK_NANOS);
            }
        }
    }

    /** Stops the broker, then the controller; returns when both have let go of the folder. Does nothing the second time. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            shutDown(folder, server, admin, onFault);
            log.atInfo().addKeyValue("address", bootstrapServers()).log("Kafka stopped");
        }
    }

    private static void shutDown(
            BrokerFolder folder, @Nullable KafkaRaftServer server, @Nullable Admin admin, Consumer<String> onFault) {
        try (folder) {
            if (admin != null) {
                admin.close();
            }
            if (server != null) {
                server.shutdown();
                server.awaitShutdown();
            }
        } finally {
            BrokerFaults.forget(onFault);
        }
    }

    private static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get(ADMIN_PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException refusal ? refusal : new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            throw new KafkaException("No answer from the embedded broker in %d s".formatted(ADMIN_PATIENCE_SECONDS), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while waiting for the embedded broker", e);
        }
    }
}
