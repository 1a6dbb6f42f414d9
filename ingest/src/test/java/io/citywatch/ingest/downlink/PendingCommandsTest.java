package io.citywatch.ingest.downlink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.ingest.metrics.GatewayMeters;
import io.citywatch.ingest.routing.Delivery;
import io.citywatch.ingest.routing.Router;
import io.citywatch.ingest.routing.Subscriber;
import io.citywatch.ingest.routing.Subscription;
import io.citywatch.ingest.routing.SubscriptionOptions;
import io.citywatch.ingest.routing.TopicFilter;
import io.citywatch.telemetry.command.Command;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PendingCommandsTest {
    private static final DeviceAddress ADDRESS = new DeviceAddress("410811", FacilityKind.GAS, "dev1");

    private final Router router = new Router(filter -> false, Clock.systemUTC(), 1 << 20);
    private final PendingCommands commands =
            new PendingCommands(router, new GatewayMeters(new SimpleMeterRegistry()), Clock.systemUTC());

    /** It comes out of the log and out of those that wait while the device subscribes. */
    @Test
    void aCommandThatComesWhileItsDeviceSubscribesIsTakenOnce() {
        Device device = new Device();
        Subscription subscription =
                new Subscription(device, TopicFilter.of(ADDRESS.commandTopic()), SubscriptionOptions.ofQos(1));
        device.atItsFirst = () -> commands.handOver(subscription);
        router.subscribe(subscription);

        command();

        assertThat(device.offered).isEqualTo(2);
        assertThat(device.taken).hasSize(1);
    }

    private void command() {
        long now = System.currentTimeMillis();
        commands.add(
                new Command("c1", ADDRESS, Command.Verb.CLOSE_VALVE, now, now + 60_000, null, "rule/gas"),
                "{}".getBytes(UTF_8));
    }

    /** Takes what it is offered, as a session does. */
    private static final class Device implements Subscriber {
        private final List<Delivery> taken = new ArrayList<>();
        private Runnable atItsFirst = () -> {};
        private int offered;

        @Override
        public void deliver(Delivery delivery) {
            offered++;
            if (offered == 1) {
                atItsFirst.run();
            }
            if (delivery.takenBy(this)) {
                taken.add(delivery);
            }
        }

        @Override
        public boolean isConnected() {
            return true;
        }

        @Override
        public boolean takesCommands() {
            return true;
        }
    }
}
