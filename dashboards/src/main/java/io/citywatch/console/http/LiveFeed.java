package io.citywatch.console.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.citywatch.console.access.Caller;
import io.citywatch.console.stream.EventStream;
import io.citywatch.console.stream.ServerEvent;
import io.citywatch.console.view.AlarmFilter;
import io.citywatch.console.view.UplinkSample;
import io.citywatch.console.view.ViewListener;
import io.citywatch.console.view.Views;
import io.citywatch.telemetry.alarm.Alarm;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * {@code /api/stream}: what changes, while it changes.
 *
 * <p>A browser that joins gets {@code hello}, {@code alarms} (all that are not over) and {@code census}, and from then on
 * {@code alarm} for each change, {@code census} and {@code reading} at most once a second, and {@code state} as a sign of
 * life with the server's time and health. Since every connection begins with the present state, nothing has to be
 * remembered for one that breaks.
 */
public final class LiveFeed implements ViewListener {
    /** What a page can show; the list is sorted, and its true length is sent with it. */
    static final int MAX_ALARMS = 2_000;

    private final EventStream stream;
    private final Views views;
    private final Documents documents;
    private final Vitals vitals;
    private final InstantSource clock;
    private final AtomicBoolean censusChanged = new AtomicBoolean();

    LiveFeed(EventStream stream, Views views, Documents documents, Vitals vitals, InstantSource clock) {
        this.stream = stream;
        this.views = views;
        this.documents = documents;
        this.vitals = vitals;
        this.clock = clock;
    }

    HttpResponse open(ServiceRequestContext ctx, HttpRequest request) {
        Caller caller = Guard.caller(ctx);
        ctx.clearRequestTimeout();
        HttpResponse response = stream.join(
                () -> List.of(event("hello", documents.hello(caller, clock.millis())), state(), alarms(), census()));
        return response == null
                ? new Problem(
                                HttpStatus.SERVICE_UNAVAILABLE,
                                "too-many-streams",
                                "Too many browsers watch already. Please try again later.")
                        .response()
                : response;
    }

    @Override
    public void caughtUp() {
        if (stream.hasClients()) {
            stream.publish(state());
            stream.publish(alarms());
            stream.publish(census());
        }
    }

    @Override
    public void alarmChanged(Alarm alarm) {
        if (stream.hasClients()) {
            stream.publish(event("alarm", documents.alarm(alarm)));
        }
    }

    @Override
    public void censusChanged() {
        censusChanged.set(true);
    }

    /** Shows a glance at the uplink. */
    public void sampled(UplinkSample sample) {
        stream.publish(event("reading", documents.sample(sample)));
    }

    /** Publishes the counts if they have changed since the last call; to be called once a second. */
    public void publishCensus() {
        if (censusChanged.getAndSet(false) && stream.hasClients()) {
            stream.publish(census());
        }
    }

    /** Gives a sign of life; to be called every few seconds. */
    public void publishState() {
        if (stream.hasClients()) {
            stream.publish(state());
        }
    }

    private ServerEvent state() {
        return event("state", vitals.document().put("t", clock.millis()));
    }

    private ServerEvent alarms() {
        return event("alarms", documents.alarms(views.alarms().list(AlarmFilter.PRESENT), MAX_ALARMS));
    }

    private ServerEvent census() {
        return event("census", documents.census());
    }

    private static ServerEvent event(String name, ObjectNode document) {
        return ServerEvent.of(name, Json.bytes(document));
    }
}
