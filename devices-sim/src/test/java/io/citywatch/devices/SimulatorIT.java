package io.citywatch.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.citywatch.devices.broker.Mosquitto;
import io.citywatch.devices.broker.Subscriber;
import io.citywatch.devices.city.CityOptions;
import io.citywatch.devices.fleet.FleetPlan;
import io.citywatch.devices.link.MqttEndpoint;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.command.Command;
import io.citywatch.telemetry.credentials.PasswordKey;
import io.citywatch.telemetry.topic.UplinkTopic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SimulatorIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    /** All births within two seconds. */
    private static final CityOptions QUICKLY_BORN =
            new CityOptions(FleetPlan.Size.SMALL, 1, null, 1, Duration.ofSeconds(2), true);

    @TempDir
    Path folder;

    private Mosquitto broker;

    @BeforeEach
    void startBroker() {
        broker = Mosquitto.start(folder);
    }

    @AfterEach
    void stopBroker() {
        broker.close();
    }

    @Test
    void publishesTheBirthsAndReadingsOfTheWholeCityAndLearnsThatTheyArrived() throws Exception {
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        try (Subscriber subscriber = new Subscriber(broker.port(), "citywatch/v1/#");
                Simulator simulator =
                        Simulator.start(options(), (from, channel, t) -> acknowledged.add(from.topic(channel) + t))) {

            await().atMost(SOON).until(() -> subscriber.heard("birth").count() >= 2000);
            await().atMost(SOON).until(() -> subscriber.heard("telemetry").count() >= 200);

            SimulatorStatus status = simulator.status();
            assertThat(status.connected()).isEqualTo(10);
            assertThat(status.trouble()).isNull();
            assertThat(status.devices()).isGreaterThanOrEqualTo(2000);
            assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(2000);
            assertThat(subscriber.heard()).allMatch(message -> UplinkTopic.parse(message.topic()) != null);
        }
    }

    @Test
    void hasEveryMessageAcknowledgedBeforeItLeaves() throws Exception {
        AtomicLong acknowledged = new AtomicLong();
        Simulator simulator = Simulator.start(options(), (from, channel, t) -> acknowledged.incrementAndGet());
        await().atMost(SOON).until(() -> simulator.status().messages().acknowledged() > 2000);

        simulator.close();

        SimulatorStatus.Messages messages = simulator.status().messages();
        assertThat(messages.acknowledged()).isEqualTo(messages.said()).isEqualTo(acknowledged.get());
        assertThat(simulator.status().connected()).isZero();
    }

    @Test
    void waitsForABrokerThatIsAwayAndLosesNothing() throws Exception {
        broker.kill();
        try (Simulator simulator = Simulator.start(options())) {
            await().atMost(SOON).until(() -> simulator.status().messages().waiting() > 2000);
            assertThat(simulator.status().trouble()).contains("refused");

            broker.start();

            await().atMost(SOON).until(() -> simulator.status().messages().acknowledged() > 2000);
            await().atMost(SOON).until(() -> simulator.status().connected() == 10);
            assertThat(simulator.status().messages().lost()).isZero();
        }
    }

    @Test
    void goesOnAfterTheBrokerCrashed() throws Exception {
        try (Simulator simulator = Simulator.start(options())) {
            await().atMost(SOON).until(() -> simulator.status().messages().acknowledged() > 500);
            broker.kill();
            await().atMost(SOON).until(() -> simulator.status().connected() == 0);

            broker.start();

            await().atMost(SOON).until(() -> simulator.status().connected() == 10);
            await().atMost(SOON).until(() -> simulator.status().messages().acknowledged() > 2000);
            await().atMost(SOON).until(() -> simulator.status().messages().waiting() == 0);
            assertThat(simulator.status().messages().lost()).isZero();
        }
    }

    @Test
    void obeysACommandAndAnswersIt() throws Exception {
        try (Subscriber subscriber = new Subscriber(broker.port(), "citywatch/v1/#");
                Simulator simulator = Simulator.start(options())) {
            // Some valves are broken; never all of twenty
            await().atMost(SOON).until(() -> valves(subscriber).size() >= 20);
            List<UplinkTopic> valves = valves(subscriber);
            for (UplinkTopic valve : valves) {
                Command command = new Command(
                        "close~" + valve.address().device(),
                        valve.address(),
                        Command.Verb.CLOSE_VALVE,
                        0,
                        Long.MAX_VALUE,
                        null,
                        "rule/gas-leak");
                subscriber.publish(valve.address().commandTopic(), LogJson.encode(command));
            }

            await().atMost(SOON).until(() -> valves.stream()
                    .anyMatch(valve -> hasAnsweredDone(subscriber, valve) && isSeenClosed(subscriber, valve)));
            assertThat(simulator.status().trouble()).isNull();
        }
    }

    private static List<UplinkTopic> valves(Subscriber subscriber) {
        return subscriber
                .heard("telemetry")
                .filter(message -> message.text().contains("valveOpen"))
                .map(message -> UplinkTopic.parse(message.topic()))
                .distinct()
                .toList();
    }

    private static boolean hasAnsweredDone(Subscriber subscriber, UplinkTopic valve) {
        String answer = "\"command\":\"close~" + valve.address().device() + "\",\"result\":\"done\"";
        return subscriber.heard("ack").anyMatch(message -> message.text().contains(answer));
    }

    private static boolean isSeenClosed(Subscriber subscriber, UplinkTopic valve) {
        return subscriber
                .heard("telemetry")
                .anyMatch(message ->
                        message.topic().equals(valve.name()) && message.text().contains("\"valveOpen\":false"));
    }

    @Test
    void hasTheDevicesOfTheEarlierRunAgain() throws Exception {
        Path progress = folder.resolve("simulator.properties");
        int devices;
        try (Simulator first = Simulator.start(options().withProgressFile(progress))) {
            await().atMost(SOON).until(() -> first.status().devices() > 2000);
            devices = first.status().devices();
        }

        try (Simulator second = Simulator.start(options().withProgressFile(progress))) {
            assertThat(second.status().devices()).isGreaterThanOrEqualTo(devices);
        }
    }

    private SimulatorOptions options() {
        PasswordKey key = new PasswordKey(new byte[32]);
        return SimulatorOptions.of(QUICKLY_BORN, new MqttEndpoint("127.0.0.1", broker.port(), key));
    }
}
