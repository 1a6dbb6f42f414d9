package io.citywatch.console.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpObject;
import com.linecorp.armeria.common.HttpResponse;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

class EventStreamTest {
    private static final Listener WANG = listener("operator/wang");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicLong nanos = new AtomicLong();
    private final EventStream stream = new EventStream(meters, nanos::get);

    private static Listener listener(String principal) {
        return new Listener(principal, () -> true);
    }

    private static ServerEvent event(String json) {
        return ServerEvent.of("alarm", json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void clientGetsThePresentStateAndThenWhatIsPublished() {
        Reader reader = new Reader(Long.MAX_VALUE);
        stream.publish(event("{\"before\":1}"));
        stream.join(WANG, () -> List.of(event("{\"state\":1}"))).subscribe(reader, ImmediateEventExecutor.INSTANCE);

        stream.publish(event("{\"n\":1}"));
        stream.publish(event("{\"n\":2}"));
        stream.close();

        assertThat(reader.text())
                .isEqualTo("event: alarm\ndata: {\"state\":1}\n\nevent: alarm\ndata: {\"n\":1}\n\n"
                        + "event: alarm\ndata: {\"n\":2}\n\n");
        assertThat(reader.failures).isEmpty();
    }

    @Test
    void clientThatNeverReadsIsCutOffAndTheOthersAreNot() {
        Reader stuck = new Reader(1);
        Reader quick = new Reader(Long.MAX_VALUE);
        stream.join(WANG, List::of).subscribe(stuck, ImmediateEventExecutor.INSTANCE);
        stream.join(WANG, List::of).subscribe(quick, ImmediateEventExecutor.INSTANCE);

        for (int i = 0; i < StreamClient.MAX_WAITING_EVENTS + 10; i++) {
            stream.publish(event("{\"n\":" + i + "}"));
        }

        assertThat(dropped()).isEqualTo(1);
        assertThat(quick.text()).contains("{\"n\":" + (StreamClient.MAX_WAITING_EVENTS + 9) + "}");
        stuck.request(10);
        assertThat(stuck.failures).hasSize(1);
        assertThat(stuck.failures.get(0)).isInstanceOf(SlowClientException.class);
    }

    @Test
    void whoJoinsCountsBeforeItsStateIsMadeSoThatNoChangeFallsBetween() {
        List<Boolean> seen = new ArrayList<>();

        stream.join(WANG, () -> {
            seen.add(stream.hasClients());
            return List.of();
        });

        assertThat(seen).containsExactly(true);
    }

    @Test
    void clientThatLeavesIsForgotten() {
        HttpResponse response = stream.join(WANG, List::of);
        assertThat(stream.hasClients()).isTrue();

        response.abort();

        assertThat(stream.hasClients()).isFalse();
    }

    @Test
    void thereIsAnEndToTheNumberOfClients() {
        for (int i = 0; i < EventStream.MAX_CLIENTS; i++) {
            assertThat(stream.join(listener("viewer/" + i), List::of)).isNotNull();
        }

        assertThat(stream.join(listener("viewer/one-more"), List::of)).isNull();
    }

    @Test
    void onePrincipalLeavesRoomForTheOthers() {
        for (int i = 0; i < EventStream.MAX_CLIENTS_OF_PRINCIPAL; i++) {
            assertThat(stream.join(WANG, List::of)).isNotNull();
        }

        assertThat(stream.join(WANG, List::of)).isNull();
        assertThat(stream.join(listener("operator/li"), List::of)).isNotNull();
    }

    @Test
    void whoMayListenNoMoreIsToldNothingMore() {
        AtomicBoolean may = new AtomicBoolean(true);
        Reader reader = new Reader(Long.MAX_VALUE);
        stream.join(new Listener("operator/wang", may::get), List::of)
                .subscribe(reader, ImmediateEventExecutor.INSTANCE);
        stream.look();
        stream.publish(event("{\"n\":1}"));

        may.set(false);
        stream.look();
        stream.publish(event("{\"n\":2}"));

        assertThat(reader.text()).contains("{\"n\":1}").doesNotContain("{\"n\":2}");
        assertThat(reader.ended).isTrue();
        assertThat(stream.hasClients()).isFalse();
    }

    @Test
    void whoHasLongReadNothingIsCutOffAndWhoReadsIsNot() {
        Reader stuck = new Reader(1);
        Reader quick = new Reader(Long.MAX_VALUE);
        stream.join(WANG, List::of).subscribe(stuck, ImmediateEventExecutor.INSTANCE);
        stream.join(WANG, List::of).subscribe(quick, ImmediateEventExecutor.INSTANCE);
        stream.publish(event("{\"n\":1}"));

        nanos.addAndGet(EventStream.LONGEST_WRITE.toNanos());
        stream.look();
        assertThat(dropped()).isZero();
        nanos.addAndGet(1);
        stream.look();

        assertThat(dropped()).isEqualTo(1);
        stream.publish(event("{\"n\":2}"));
        assertThat(quick.text()).contains("{\"n\":2}");
    }

    @Test
    void whatWaitsInAllIsBoundedAndTheOneWithMostIsCutOff() {
        ServerEvent large = event("x".repeat(StreamClient.MAX_WAITING_BYTES - 1_000));
        Reader little = new Reader(1);
        stream.join(listener("viewer/little"), List::of).subscribe(little, ImmediateEventExecutor.INSTANCE);
        int joined = 0;
        while (stream.join(listener("viewer/" + joined), () -> List.of(large)) != null) {
            joined++;
        }
        assertThat((long) joined * large.data().length())
                .as("half of it is left for what is published")
                .isBetween(EventStream.MAX_PENDING_BYTES / 2, EventStream.MAX_PENDING_BYTES * 2 / 3);

        ServerEvent small = event("y".repeat(StreamClient.MAX_WAITING_BYTES / 12));
        for (int i = 0; i < 11 && dropped() == 0; i++) {
            stream.publish(small);
        }

        assertThat(dropped()).isPositive();
        little.request(Long.MAX_VALUE);
        assertThat(little.failures).isEmpty();
    }

    @Test
    void whoseStateCannotBeMadeIsNotLeftBehind() {
        assertThatThrownBy(() -> stream.join(WANG, () -> {
                    throw new IllegalStateException("no state today");
                }))
                .hasMessage("no state today");

        assertThat(stream.hasClients()).isFalse();
    }

    private double dropped() {
        return meters.get("citywatch.console.stream.dropped").counter().count();
    }

    @Test
    void nobodyJoinsAStreamThatIsClosed() {
        stream.close();

        assertThat(stream.join(WANG, List::of)).isNull();
    }

    /** Reads a response as slowly as it is told to. */
    private static final class Reader implements Subscriber<HttpObject> {
        private final long first;
        private final List<HttpObject> objects = new ArrayList<>();
        private final List<Throwable> failures = new ArrayList<>();
        private Subscription subscription;
        private boolean ended;

        Reader(long first) {
            this.first = first;
        }

        void request(long more) {
            subscription.request(more);
        }

        String text() {
            StringBuilder text = new StringBuilder();
            for (HttpObject object : objects) {
                if (object instanceof HttpData data) {
                    text.append(data.toStringUtf8());
                }
            }
            return text.toString();
        }

        @Override
        public void onSubscribe(Subscription given) {
            subscription = given;
            given.request(first);
        }

        @Override
        public void onNext(HttpObject object) {
            objects.add(object);
        }

        @Override
        public void onError(Throwable failure) {
            failures.add(failure);
        }

        @Override
        public void onComplete() {
            ended = true;
        }
    }
}
