package io.citywatch.console.http;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.citywatch.console.meter.ConsoleMeter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.jspecify.annotations.Nullable;

/** {@code /metrics}: every meter of the process, as Prometheus reads them; and counts the requests itself. */
final class Metrics implements DecoratingHttpServiceFunction {
    private static final MediaType TEXT = MediaType.parse("text/plain; version=0.0.4; charset=utf-8");

    private final MeterRegistry meters;
    private final @Nullable PrometheusMeterRegistry prometheus;

    Metrics(MeterRegistry meters) {
        this.meters = meters;
        this.prometheus = prometheus(meters);
    }

    HttpResponse scrape(ServiceRequestContext ctx, HttpRequest request) {
        PrometheusMeterRegistry registry = prometheus;
        if (registry == null) {
            return new Problem(
                            HttpStatus.NOT_IMPLEMENTED,
                            "no-prometheus",
                            "This process does not collect its meters for Prometheus.")
                    .response();
        }
        return HttpResponse.of(
                () -> HttpResponse.of(HttpStatus.OK, TEXT, registry.scrape()), ctx.blockingTaskExecutor());
    }

    @Override
    public HttpResponse serve(HttpService delegate, ServiceRequestContext ctx, HttpRequest request) throws Exception {
        var unused = ctx.log().whenComplete().thenAccept(done -> ConsoleMeter.REQUESTS
                .counter(meters, "status", String.valueOf(done.responseStatus().code()))
                .increment());
        return delegate.serve(ctx, request);
    }

    private static @Nullable PrometheusMeterRegistry prometheus(MeterRegistry registry) {
        if (registry instanceof PrometheusMeterRegistry found) {
            return found;
        }
        if (registry instanceof CompositeMeterRegistry composite) {
            for (MeterRegistry part : composite.getRegistries()) {
                PrometheusMeterRegistry found = prometheus(part);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }
}
