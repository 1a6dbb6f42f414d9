package io.citywatch.console.testkit;

import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.topic.LogTopics;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Answers operators' actions as the alarm job does, and nothing else of it. */
public final class AlarmJob implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final CityLog log;
    private final Map<String, Alarm> alarms = new HashMap<>();
    private final Thread thread = new Thread(this::run, "alarm-job");

    private AlarmJob(KafkaConsumer<byte[], byte[]> consumer, CityLog log) {
        this.consumer = consumer;
        this.log = log;
    }

    public static AlarmJob start(ConsoleFixture city) {
        var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", city.kafka().bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                List.of(new TopicPartition(LogTopics.ALARMS, 0), new TopicPartition(LogTopics.ALARM_ACTIONS, 0));
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        AlarmJob job = new AlarmJob(consumer, city.log());
        job.thread.start();
        return job;
    }

    private void run() {
        try (consumer) {
            while (true) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    apply(record);
                }
            }
        } catch (WakeupException e) {
            // That is how it is stopped.
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void apply(ConsumerRecord<byte[], byte[]> record) throws IOException {
        if (record.topic().equals(LogTopics.ALARMS)) {
            Alarm alarm = LogJson.alarm(record.value());
            alarms.put(alarm.id(), alarm);
            return;
        }
        // Work at assets concerns devices that are installed later
        if (!(LogJson.action(record.value()) instanceof AlarmAction action)) {
            return;
        }
        Alarm alarm = alarms.get(action.alarm());
        if (alarm != null) {
            AlarmState next =
                    switch (action.action()) {
                        case ACKNOWLEDGE -> AlarmState.of(alarm.active(), true);
                        case SHELVE -> AlarmState.SHELVED;
                        case SUPPRESS -> AlarmState.SUPPRESSED;
                        case OUT_OF_SERVICE -> AlarmState.OUT_OF_SERVICE;
                        case UNSHELVE, UNSUPPRESS, RETURN_TO_SERVICE ->
                            AlarmState.of(alarm.active(), alarm.acknowledged());
                        case RESET -> AlarmState.NORM;
                        case COMMENT -> alarm.state();
                        case RAISE, WORSEN, FOLD, CLEAR -> throw new IllegalArgumentException("no console says so");
                    };
            log.put(Alarms.step(alarm, next, action.action().text(), action.by(), action.reason(), action.t()));
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
