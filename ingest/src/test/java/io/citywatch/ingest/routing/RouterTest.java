package io.citywatch.ingest.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.mqtt.MqttProperties;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouterTest {
    private final Router router = new Router(filter -> filter.text().startsWith("live"), Clock.systemUTC(), 1 << 20);

    @Test
    void ofASharedSubscriptionOneMemberGetsEachMessage() {
        Reader first = new Reader();
        Reader second = new Reader();
        Reader alone = new Reader();
        subscribe(first, "$share/g/a/#");
        subscribe(second, "$share/g/a/#");
        subscribe(alone, "a/#");

        for (int i = 0; i < 10; i++) {
            router.publish(new Publication("a/b", new byte[] {1}, 0, false));
        }

        assertThat(first.got).hasSize(5);
        assertThat(second.got).hasSize(5);
        assertThat(alone.got).hasSize(10);
    }

    @Test
    void aMemberThatIsAwayIsPassedOver() {
        Reader away = new Reader();
        away.connected = false;
        Reader present = new Reader();
        subscribe(away, "$share/g/a");
        subscribe(present, "$share/g/a");

        for (int i = 0; i < 4; i++) {
            router.publish(new Publication("a", new byte[] {1}, 0, false));
        }

        assertThat(present.got).hasSize(4);
    }

    @Test
    void whatAMemberLeavesBehindIsHandedOnAtQosOneOnly() {
        Reader gone = new Reader();
        Reader other = new Reader();
        subscribe(gone, "$share/g/a");
        router.publish(new Publication("a", new byte[] {1}, 1, false));
        router.publish(new Publication("a", new byte[] {2}, 0, false));
        subscribe(other, "$share/g/a");
        router.unsubscribe(gone, TopicFilter.of("$share/g/a"));

        assertThat(gone.got).map(router::handOn).containsExactly(true, false);

        assertThat(other.got).singleElement().satisfies(delivery -> assertThat(
                        delivery.publication().payload())
                .containsExactly(1));
        router.unsubscribe(other, TopicFilter.of("$share/g/a"));
        assertThat(router.handOn(gone.got.get(0))).isFalse();
    }

    @Test
    void noLocalKeepsWhatOneHasPublishedOneself() {
        Reader reader = new Reader();
        router.subscribe(new Subscription(
                reader,
                TopicFilter.of("a"),
                new SubscriptionOptions(1, true, false, SubscriptionOptions.RetainHandling.SEND, null)));

        router.publish(new Publication(
                "a", new byte[] {1}, 1, false, new Publication.Life(null, MqttProperties.NO_PROPERTIES, reader, null)));

        assertThat(reader.got).isEmpty();
    }

    @Test
    void anEmptyRetainedMessageEndsRetaining() {
        router.publishRetained(new Publication("a", new byte[] {1}, 0, true));
        assertThat(router.retainedCount()).isEqualTo(1);

        router.publishRetained(new Publication("a", new byte[0], 0, true));

        Reader reader = new Reader();
        subscribe(reader, "a");
        assertThat(reader.got).isEmpty();
        assertThat(router.retainedCount()).isZero();
    }

    @Test
    void liveReadersAreCountedByTheirFilters() {
        Reader reader = new Reader();
        assertThat(router.hasLiveReaders()).isFalse();
        subscribe(reader, "other");
        assertThat(router.hasLiveReaders()).isFalse();
        subscribe(reader, "live/#");
        subscribe(reader, "live/#");
        assertThat(router.hasLiveReaders()).isTrue();

        router.unsubscribe(reader, TopicFilter.of("live/#"));

        assertThat(router.hasLiveReaders()).isFalse();
    }

    private void subscribe(Reader reader, String filter) {
        router.subscribe(new Subscription(reader, TopicFilter.of(filter), SubscriptionOptions.ofQos(1)));
    }

    private static final class Reader implements Subscriber {
        private final List<Delivery> got = new ArrayList<>();
        private boolean connected = true;

        @Override
        public void deliver(Delivery delivery) {
            got.add(delivery);
        }

        @Override
        public boolean isConnected() {
            return connected;
        }

        @Override
        public boolean takesCommands() {
            return false;
        }
    }
}
