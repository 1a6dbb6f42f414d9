package io.citywatch.devices.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.citywatch.devices.broker.Mosquitto;
import io.citywatch.devices.broker.Subscriber;
import io.citywatch.telemetry.codec.Convention;
import io.citywatch.telemetry.command.Command;
import io.citywatch.telemetry.credentials.PasswordKey;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ConcentratorIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int MESSAGES = 5_000;
    private static final DeviceAddress DEVICE = new DeviceAddress("410811", FacilityKind.PARKING, "bay-1");

    @TempDir
    Path folder;

    private final TrafficCounts counts = new TrafficCounts();
    private final List<Long> acknowledged = new CopyOnWriteArrayList<>();

    @Test
    void keepsToTheServersReceiveMaximumAndTheOrder() throws Exception {
        try (Mosquitto broker = Mosquitto.start(folder, "max_inflight_messages 7");
                Subscriber subscriber = new Subscriber(broker.port(), "citywatch/v1/#")) {
            Concentrator concentrator = concentrator(broker);

            offer(concentrator, 1, MESSAGES);

            settle(concentrator);
            assertThat(acknowledged)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, MESSAGES).boxed().toList());
            await().atMost(SOON).until(() -> subscriber.heard().size() == MESSAGES);
            assertThat(counts.get(Traffic.CONNECTED)).isEqualTo(1);
            concentrator.leave(SOON);
        }
    }

    @Test
    void sendsAgainWhatACrashedBrokerDidNotAcknowledge() throws Exception {
        try (Mosquitto broker = Mosquitto.start(folder)) {
            Concentrator concentrator = concentrator(broker);
            offer(concentrator, 1, MESSAGES);
            await().pollInterval(Duration.ofMillis(1)).atMost(SOON).until(() -> {
                concentrator.maintain();
                return acknowledged.size() > 100;
            });
            broker.kill();
            await().atMost(SOON).until(() -> !concentrator.status().connected());
            Set<Long> beforeTheCrash = new HashSet<>(acknowledged);

            broker.start();

            try (Subscriber subscriber = new Subscriber(broker.port(), "citywatch/v1/#")) {
                settle(concentrator);
                assertThat(acknowledged).doesNotHaveDuplicates().hasSize(MESSAGES);
                await().atMost(SOON).until(() -> subscriber.heard().size() >= MESSAGES - beforeTheCrash.size());
                Set<Long> all = new HashSet<>(beforeTheCrash);
                subscriber
                        .heard()
                        .forEach(message -> all.add(Long.valueOf(message.text().replaceAll(".*\"t\":(\\d+).*", "$1"))));
                assertThat(all).hasSize(MESSAGES);
            }
            concentrator.leave(SOON);
        }
    }

    @Test
    void saysThatItsPasswordIsWrong() throws Exception {
        try (Mosquitto broker = Mosquitto.startClosed(folder)) {
            Concentrator concentrator = concentrator(broker);

            await().atMost(SOON).until(() -> {
                concentrator.maintain();
                return concentrator.status().trouble() != null;
            });

            assertThat(concentrator.status().trouble().permanent()).isTrue();
            assertThat(concentrator.status().trouble().reason()).contains("refused the connection");
            concentrator.leave(SOON);
        }
    }

    @Test
    void countsACommandThatCannotBeRead() throws Exception {
        try (Mosquitto broker = Mosquitto.start(folder);
                Subscriber engineer = new Subscriber(broker.port(), "citywatch/v1/nothing")) {
            Concentrator concentrator = concentrator(broker);
            offer(concentrator, 1, 1);
            settle(concentrator);

            await().atMost(SOON).until(() -> {
                engineer.publish(DEVICE.commandTopic(), "no json".getBytes(StandardCharsets.UTF_8));
                return counts.get(Traffic.COMMAND_UNREADABLE) > 0;
            });

            assertThat(concentrator.status().connected()).isTrue();
            concentrator.leave(SOON);
        }
    }

    private Concentrator concentrator(Mosquitto broker) throws IOException {
        return new Links(
                        new MqttEndpoint("127.0.0.1", broker.port(), new PasswordKey(new byte[32])),
                        new LinkOptions(1, 50, 100, Convention.JSON),
                        new ConcentratorListener() {
                            @Override
                            public void acknowledged(OutgoingMessage message) {
                                acknowledged.add(message.t());
                            }

                            @Override
                            public void commanded(Command command) {
                                throw new AssertionError("nobody gives commands here");
                            }
                        },
                        counts)
                .concentrator(new ConcentratorName("410811", "test"));
    }

    private static void offer(Concentrator concentrator, long first, long last) {
        for (long t = first; t <= last; t++) {
            Reading reading = Reading.at(t).with(Metric.OCCUPIED, true).build();
            concentrator.offer(new OutgoingMessage(DEVICE, Channel.TELEMETRY, reading, true));
        }
    }

    private static void settle(Concentrator concentrator) {
        await().pollInterval(Duration.ofMillis(10)).atMost(SOON).until(() -> {
            concentrator.maintain();
            return concentrator.status().isSettled();
        });
    }
}
