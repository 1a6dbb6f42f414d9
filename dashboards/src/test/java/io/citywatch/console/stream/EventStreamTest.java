package io.citywatch.console.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpObject;
import com.linecorp.armeria.common.HttpResponse;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

class EventStreamTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final EventStream stream = new EventStream(meters);

    private static ServerEvent event(String json) {
        return ServerEvent.of("alarm", json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void clientGetsThePresentStateAndThenWhatIsPublished() {
        Reader reader = new Reader(Long.MAX_VALUE);
        stream.publish(event("{\"before\":1}"));
        stream.join(() -> List.of(event("{\"state\":1}")))
                .subscribe(reader, io.netty.util.concurrent.ImmediateEventExecutor.INSTANCE);

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
        stream.join(List::of).subscribe(stuck, io.netty.util.concurrent.ImmediateEventExecutor.INSTANCE);
        stream.join(List::of).subscribe(quick, io.netty.util.concurrent.ImmediateEventExecutor.INSTANCE);

        for (int i = 0; i < StreamClient.MAX_WAITING_EVENTS + 10; i++) {
            stream.publish(event("{\"n\":" + i + "}"));
        }

        assertThat(meters.get("citywatch.console.stream.dropped").counter().count())
                .isEqualTo(1);
        assertThat(quick.text()).contains("{\"n\":" + (StreamClient.MAX_WAITING_EVENTS + 9) + "}");
        stuck.request(10);
        assertThat(stuck.failures).hasSize(1);
        assertThat(stuck.failures.get(0)).isInstanceOf(SlowClientException.class);
    }

    @Test
    void whoJoinsCountsBeforeItsStateIsMadeSoThatNoChangeFallsBetween() {
        List<Boolean> seen = new ArrayList<>();

        stream.join(() -> {
            seen.add(stream.hasClients());
            return List.of();
        });

        assertThat(seen).containsExactly(true);
    }

    @Test
    void clientThatLeavesIsForgotten() {
        HttpResponse response = stream.join(List::of);
        assertThat(stream.hasClients()).isTrue();

        response.abort();

        assertThat(stream.hasClients()).isFalse();
    }

    @Test
    void thereIsAnEndToTheNumberOfClients() {
        for (int i = 0; i < EventStream.MAX_CLIENTS; i++) {
            assertThat(stream.join(List::of)).isNotNull();
        }

        assertThat(stream.join(List::of)).isNull();
    }

    @Test
    void nobodyJoinsAStreamThatIsClosed() {
        stream.close();

        assertThat(stream.join(List::of)).isNull();
    }

    /** Reads a response as slowly as it is told to. */
    private static final class Reader implements Subscriber<HttpObject> {
        private final long first;
        private final List<HttpObject> objects = new ArrayList<>();
        private final List<Throwable> failures = new ArrayList<>();
        private Subscription subscription;

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
        public void onComplete() {}
    }
}
