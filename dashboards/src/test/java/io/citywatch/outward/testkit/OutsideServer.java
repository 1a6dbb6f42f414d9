package io.citywatch.outward.testkit;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.metric.NoopMeterRegistry;
import com.linecorp.armeria.server.Server;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A receiver on loopback that remembers what it was sent and answers as it is told. */
public final class OutsideServer implements AutoCloseable {
    private final List<AggregatedHttpRequest> requests = new CopyOnWriteArrayList<>();
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private volatile Function<AggregatedHttpRequest, HttpResponse> answer = request -> HttpResponse.of(HttpStatus.OK);
    private final Server server;

    private OutsideServer(int port) {
        server = Server.builder()
                .http(new InetSocketAddress("127.0.0.1", port))
                .workerGroup(1)
                .meterRegistry(NoopMeterRegistry.get())
                .gracefulShutdownTimeoutMillis(0, 0)
                .service(
                        "glob:/**",
                        (ctx, request) -> HttpResponse.of(request.aggregate().thenApply(this::answer)))
                .build();
        server.start().join();
    }

    /** One on a free port. */
    public static OutsideServer start() {
        return new OutsideServer(0);
    }

    public static OutsideServer start(int port) {
        return new OutsideServer(port);
    }

    private HttpResponse answer(AggregatedHttpRequest request) {
        requests.add(request);
        return answer.apply(request);
    }

    /** Forgets everything, and takes whatever comes. */
    public void reset() {
        answers(request -> HttpResponse.of(HttpStatus.OK));
        requests.clear();
        taken.clear();
    }

    /** Answers everything so from now on. */
    public void answers(Function<AggregatedHttpRequest, HttpResponse> next) {
        answer = next;
    }

    /** Takes everything from now on, and remembers the ids. */
    public void takes() {
        takesWith("");
    }

    public void takesWith(String body) {
        answers(request -> {
            taken.add(id(request));
            return HttpResponse.of(body);
        });
    }

    /** A request's delivery id. */
    public static String id(AggregatedHttpRequest request) {
        return String.valueOf(request.headers().get("webhook-id"));
    }

    /** Everything that came. */
    public List<AggregatedHttpRequest> requests() {
        return requests;
    }

    /** The delivery ids of what was taken, in order. */
    public List<String> taken() {
        return taken;
    }

    public int port() {
        return server.activeLocalPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    @Override
    public void close() {
        server.stop().join();
    }
}
