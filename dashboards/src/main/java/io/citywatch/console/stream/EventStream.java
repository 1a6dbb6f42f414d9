package io.citywatch.console.stream;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import io.citywatch.console.meter.ConsoleMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The stream of events that all browsers share.
 *
 * <p>A browser that joins gets the present state first and every event after it: joining and publishing exclude each
 * other. Publishers change the state before they publish. Thread-safe.
 *
 * <p>What it costs has bounds, whoever reads and however slowly: so many streams, so many of them of one principal, and so many
 * bytes that wait to be read in all.
 */
public final class EventStream implements AutoCloseable {
    /** Far more screens than an operations centre has; each costs a socket and at worst its queue. */
    public static final int MAX_CLIENTS = 200;

    /** The screens of a control room that share a token; so one principal leaves room for the others. */
    public static final int MAX_CLIENTS_OF_PRINCIPAL = 40;

    /** A tenth of the smallest heap; a list of 2,000 alarms has 5 to 8 million bytes. */
    static final long MAX_PENDING_BYTES = 128L * 1024 * 1024;

    /** In this time a list of 2,000 alarms is read over a line of a megabit a second. */
    static final Duration LONGEST_WRITE = Duration.ofSeconds(90);

    private static final ResponseHeaders HEADERS = ResponseHeaders.builder(HttpStatus.OK)
            .contentType(MediaType.EVENT_STREAM)
            .set("cache-control", "no-store")
            // Some proxies hold a response back until it is whole.
            .set("x-accel-buffering", "no")
            .build();

    private final MeterRegistry meters;
    private final LongSupplier nanoTime;
    private final Counter dropped;
    private final Set<StreamClient> clients = ConcurrentHashMap.newKeySet();
    private boolean closed;

    public EventStream(MeterRegistry meters) {
        this(meters, System::nanoTime);
    }

    EventStream(MeterRegistry meters, LongSupplier nanoTime) {
        this.meters = meters;
        this.nanoTime = nanoTime;
        this.dropped = ConsoleMeter.STREAM_DROPPED.counter(meters);
        ConsoleMeter.STREAM_CLIENTS.gauge(meters, clients, Set::size);
    }

    /** Whether anybody listens; what nobody would get need not be made. */
    public boolean hasClients() {
        return !clients.isEmpty();
    }

    /**
     * A response that begins with those events and goes on with what is published; null when there are too many already, in all
     * or of that principal, or when too much waits to be read.
     *
     * @param state makes the events that tell the present state
     */
    public synchronized @Nullable HttpResponse join(Listener listener, Supplier<List<ServerEvent>> state) {
        if (closed || !hasRoom(listener)) {
            return null;
        }
        HttpResponseWriter response = HttpResponse.streaming();
        StreamClient client = new StreamClient(listener, response, nanoTime);
        // Before the state is made, so that what changes meanwhile is published, and comes after it.
        clients.add(client);
        response.whenComplete().whenComplete((done, failure) -> clients.remove(client));
        try {
            List<ServerEvent> present = state.get();
            response.write(HEADERS);
            present.forEach(event -> client.send(event.data()));
            return response;
        } catch (RuntimeException | Error e) {
            clients.remove(client);
            response.abort(e);
            throw e;
        }
    }

    private boolean hasRoom(Listener listener) {
        long ofPrincipal = clients.stream()
                .filter(client -> client.listener().principal().equals(listener.principal()))
                .count();
        return clients.size() < MAX_CLIENTS
                && ofPrincipal < MAX_CLIENTS_OF_PRINCIPAL
                && pendingBytes() < MAX_PENDING_BYTES / 2;
    }

    private long pendingBytes() {
        return clients.stream().mapToLong(StreamClient::pendingBytes).sum();
    }

    /** Sends an event to everybody. */
    public synchronized void publish(ServerEvent event) {
        ConsoleMeter.STREAM_EVENTS.counter(meters, "event", event.name()).increment();
        for (StreamClient client : clients) {
            if (!client.send(event.data())) {
                drop(client);
            }
        }
        while (pendingBytes() > MAX_PENDING_BYTES) {
            clients.stream()
                    .max(Comparator.comparingLong(StreamClient::pendingBytes))
                    .ifPresent(this::cutOff);
        }
    }

    /** Ends the streams of those who may listen no more, and cuts off those who have long read nothing; to be called every few seconds. */
    public synchronized void look() {
        for (StreamClient client : clients) {
            if (!client.listener().mayListen().getAsBoolean()) {
                clients.remove(client);
                client.close();
            } else if (client.writesSince(LONGEST_WRITE)) {
                cutOff(client);
            }
        }
    }

    private void cutOff(StreamClient client) {
        client.cutOff();
        drop(client);
    }

    private void drop(StreamClient client) {
        clients.remove(client);
        dropped.increment();
    }

    /** Ends every stream; nobody can join any more. */
    @Override
    public synchronized void close() {
        closed = true;
        clients.forEach(StreamClient::close);
    }
}
