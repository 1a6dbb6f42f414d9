package io.citywatch.console.stream;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import io.citywatch.console.meter.ConsoleMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The stream of events that all browsers share.
 *
 * <p>A browser that joins gets the present state first and every event after it: joining and publishing exclude each
 * other. Publishers change the state before they publish. Thread-safe.
 */
public final class EventStream implements AutoCloseable {
    /** Far more screens than an operations centre has; each costs a socket and at worst its queue. */
    public static final int MAX_CLIENTS = 200;

    private static final ResponseHeaders HEADERS = ResponseHeaders.builder(HttpStatus.OK)
            .contentType(MediaType.EVENT_STREAM)
            .set("cache-control", "no-store")
            // Some proxies hold a response back until it is whole.
            .set("x-accel-buffering", "no")
            .build();

    private final MeterRegistry meters;
    private final Counter dropped;
    private final Set<StreamClient> clients = ConcurrentHashMap.newKeySet();
    private boolean closed;

    public EventStream(MeterRegistry meters) {
        this.meters = meters;
        this.dropped = ConsoleMeter.STREAM_DROPPED.counter(meters);
        ConsoleMeter.STREAM_CLIENTS.gauge(meters, clients, Set::size);
    }

    /** Whether anybody listens; what nobody would get need not be made. */
    public boolean hasClients() {
        return !clients.isEmpty();
    }

    /**
     * A response that begins with those events and goes on with what is published; null when there are too many already.
     *
     * @param state makes the events that tell the present state
     */
    public synchronized @Nullable HttpResponse join(Supplier<List<ServerEvent>> state) {
        if (closed || clients.size() >= MAX_CLIENTS) {
            return null;
        }
        HttpResponseWriter response = HttpResponse.streaming();
        response.write(HEADERS);
        StreamClient client = new StreamClient(response);
        // Before the state is made, so that what changes meanwhile is published, and comes after it.
        clients.add(client);
        response.whenComplete().whenComplete((done, failure) -> clients.remove(client));
        state.get().forEach(event -> client.send(event.data()));
        return response;
    }

    /** Sends an event to everybody. */
    public synchronized void publish(ServerEvent event) {
        ConsoleMeter.STREAM_EVENTS.counter(meters, "event", event.name()).increment();
        send(event.data());
    }

    private void send(HttpData data) {
        for (StreamClient client : clients) {
            if (!client.send(data)) {
                clients.remove(client);
                dropped.increment();
            }
        }
    }

    /** Ends every stream; nobody can join any more. */
    @Override
    public synchronized void close() {
        closed = true;
        clients.forEach(StreamClient::close);
    }
}
