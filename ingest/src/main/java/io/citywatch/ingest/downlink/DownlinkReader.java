package io.citywatch.ingest.downlink;

import io.citywatch.ingest.admission.DevicesInAlarm;
import io.citywatch.ingest.metrics.GatewayMeter;
import io.citywatch.ingest.metrics.GatewayMeters;
import io.citywatch.ingest.routing.Router;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.command.RebirthRequest;
import io.citywatch.telemetry.topic.LogTopics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows alarms and commands in the log, from its beginning, on a thread of its own. */
public final class DownlinkReader implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DownlinkReader.class);

    private static final List<String> TOPICS = List.of(LogTopics.ALARMS, LogTopics.COMMANDS);
    /** An alarm is on its way at once; only a fetch that finds nothing is kept by Kafka for so long. */
    private static final int FETCH_WAIT_MILLIS = 500;

    /**
     * All that a fetch has brought is taken with one poll. What is left for the next keeps its topic out of the fetch that is sent in
     * between, and that one, of the other topic alone, would be kept while alarms come.
     */
    private static final int MAX_POLL_RECORDS = Integer.MAX_VALUE;

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration SWEEP = Duration.ofSeconds(5);
    /** After an error that Kafka's client does not mend itself. */
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final AlarmFeed alarms;
    private final PendingCommands commands;
    private final GatewayMeters meters;
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean closed;

    /** Connects to Kafka; reading begins with {@link #start}. */
    public DownlinkReader(
            String bootstrapServers,
            Router router,
            DevicesInAlarm inAlarm,
            PendingCommands commands,
            GatewayMeters meters) {
        Properties settings = new Properties();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "citywatch-gateway-downlink");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MILLIS);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        alarms = new AlarmFeed(router, inAlarm, meters);
        this.commands = commands;
        this.meters = meters;
        thread = new Thread(this::run, "gateway-downlink");
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Waits until everything that stood in the log at the start is known; false when that takes longer. */
    public boolean awaitCaughtUp(Duration patience) throws InterruptedException {
        return caughtUp.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        try {
            thread.join(Duration.ofSeconds(2).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (consumer) {
            while (!closed) {
                try {
                    follow();
                } catch (WakeupException e) {
                    log.atDebug().log("woken to close");
                } catch (KafkaException e) {
                    log.atWarn().setCause(e).log("reading alarms and commands failed; it is tried again");
                    Thread.sleep(RETRY.toMillis());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow() throws InterruptedException {
        if (consumer.assignment().isEmpty()) {
            List<TopicPartition> partitions = partitions();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
        }
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        long lastSweep = System.nanoTime();
        while (!closed) {
            consumer.poll(POLL).forEach(this::apply);
            if (caughtUp.getCount() > 0 && isAt(ends)) {
                caughtUp.countDown();
            }
            if (System.nanoTime() - lastSweep > SWEEP.toNanos()) {
                lastSweep = System.nanoTime();
                commands.forgetExpired();
            }
        }
    }

    private List<TopicPartition> partitions() throws InterruptedException {
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : TOPICS) {
            List<PartitionInfo> found = consumer.partitionsFor(topic);
            if (found.isEmpty()) {
                throw new KafkaException("the log has no topic " + topic);
            }
            found.forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition())));
        }
        return partitions;
    }

    private boolean isAt(Map<TopicPartition, Long> ends) {
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            if (consumer.position(end.getKey()) < end.getValue()) {
                return false;
            }
        }
        return true;
    }

    private void apply(ConsumerRecord<byte[], byte[]> message) {
        byte[] json = message.value();
        try {
            if (message.topic().equals(LogTopics.ALARMS)) {
                if (json == null) {
                    alarms.remove(new String(message.key(), StandardCharsets.UTF_8));
                } else {
                    alarms.apply(LogJson.alarm(json), json);
                }
            } else if (json != null) {
                RebirthRequest rebirth = LogJson.rebirthRequest(json);
                if (rebirth == null) {
                    commands.add(LogJson.command(json), json);
                } else {
                    commands.ask(rebirth);
                }
            }
        } catch (IOException | RuntimeException e) {
            // Whatever one record does, those behind it are read: a reader that stops keeps the gateway from starting
            // again.
            meters.count(GatewayMeter.DOWNLINK, "unreadable");
            log.atDebug()
                    .addKeyValue("topic", message.topic())
                    .addKeyValue("offset", message.offset())
                    .setCause(e)
                    .log("a record can't be read");
        }
    }
}
