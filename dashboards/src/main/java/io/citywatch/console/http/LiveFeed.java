package io.citywatch.console.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.citywatch.console.access.AccessControl;
import io.citywatch.console.access.Caller;
import io.citywatch.console.access.Identity;
import io.citywatch.console.stream.EventStream;
import io.citywatch.console.stream.Listener;
import io.citywatch.console.stream.ServerEvent;
import io.citywatch.console.view.AlarmFilter;
import io.citywatch.console.view.UplinkSample;
import io.citywatch.console.view.ViewListener;
import io.citywatch.console.view.Views;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.Transition;
import io.citywatch.telemetry.alarm.lifecycle.Guards;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * {@code /api/stream}: what changes, while it changes.
 *
 * <p>A browser that joins gets {@code hello}, {@code alarms} (all that are not over, nor folded), {@code census}, {@code figures} and
 * {@code counts} (of alarms), and from then on {@code alarm} for each change, {@code census}, {@code counts} and {@code reading} at most once a second, and {@code state} as a sign of
 * life with the server's time and health. Since every connection begins with the present state, nothing has to be
 * remembered for one that breaks. A stream ends with the token or the session by which it was opened.
 */
public final class LiveFeed implements ViewListener {
    /** What a page can show; the list is sorted, and its true length is sent with it. */
    static final int MAX_ALARMS = 2_000;

    private final AccessControl access;
    private final EventStream stream;
    private final Views views;
    private final Documents documents;
    private final Vitals vitals;
    private final InstantSource clock;
    private final AtomicBoolean censusChanged = new AtomicBoolean();
    private final AtomicBoolean figuresChanged = new AtomicBoolean();
    private final AtomicBoolean countsChanged = new AtomicBoolean();
    private final AtomicReference<Guards> shownGuards = new AtomicReference<>();

    LiveFeed(
            AccessControl access,
            EventStream stream,
            Views views,
            Documents documents,
            Vitals vitals,
            InstantSource clock) {
        this.access = access;
        this.stream = stream;
        this.views = views;
        this.documents = documents;
        this.vitals = vitals;
        this.clock = clock;
    }

    HttpResponse open(ServiceRequestContext ctx, HttpRequest request) {
        Caller caller = Guard.caller(ctx);
        ctx.clearRequestTimeout();
        Listener listener = new Listener(caller.principal(), () -> access.identify(ctx) instanceof Identity.Known);
        HttpResponse response = stream.join(
                listener,
                () -> List.of(
                        event("hello", documents.hello(caller, clock.millis())),
                        state(),
                        alarms(),
                        census(),
                        figures(),
                        counts()));
        return response == null
                ? new Problem(
                                HttpStatus.SERVICE_UNAVAILABLE,
                                "too-many-streams",
                                "Too many browsers watch already, or too many of yours. Please try again later.")
                        .response()
                : response;
    }

    @Override
    public void caughtUp() {
        if (stream.hasClients()) {
            stream.publish(state());
            stream.publish(alarms());
            stream.publish(census());
            stream.publish(figures());
            stream.publish(counts());
        }
    }

    /** What is folded, and was never shown, is not shown: there may be tens of thousands of them. */
    @Override
    public void alarmChanged(Alarm alarm) {
        if (stream.hasClients() && !isUnseenMember(alarm)) {
            countsChanged.set(true);
            stream.publish(event("alarm", documents.alarm(alarm)));
        }
    }

    @Override
    public void censusChanged() {
        censusChanged.set(true);
    }

    @Override
    public void figuresChanged() {
        figuresChanged.set(true);
    }

    /** Whether it stands for itself neither now nor before its newest steps, so that no page has it. */
    private static boolean isUnseenMember(Alarm alarm) {
        List<Transition> history = alarm.history();
        if (alarm.state() != AlarmState.SUPPRESSED && alarm.state() != AlarmState.NORM) {
            return false;
        }
        for (int i = history.size() - 1; i >= 0; i--) {
            Transition step = history.get(i);
            if (step.cause().equals("fold")) {
                return !step.from().stands();
            }
            if (step.from() != AlarmState.SUPPRESSED) {
                return false;
            }
        }
        return false;
    }

    /** Shows a glance at the uplink. */
    public void sampled(UplinkSample sample) {
        stream.publish(event("reading", documents.sample(sample)));
    }

    /** Publishes counts and figures if they have changed since the last call; to be called once a second. */
    public void publishCensus() {
        Guards guards = documents.guards();
        if (shownGuards.getAndSet(guards) != guards && stream.hasClients()) {
            // What can be done with an alarm hangs on its rule
            stream.publish(alarms());
        }
        if (countsChanged.getAndSet(false) && stream.hasClients()) {
            stream.publish(counts());
        }
        if (figuresChanged.getAndSet(false) && stream.hasClients()) {
            stream.publish(figures());
        }
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
        return event("state", vitals.document(true).put("t", clock.millis()));
    }

    private ServerEvent alarms() {
        return event(
                "alarms",
                documents.alarms(
                        views.alarms().list(AlarmFilter.PRESENT).stream()
                                .filter(alarm -> alarm.handling().parent() == null)
                                .toList(),
                        MAX_ALARMS));
    }

    private ServerEvent counts() {
        return event("counts", documents.counts());
    }

    private ServerEvent figures() {
        return event("figures", documents.figures());
    }

    private ServerEvent census() {
        return event("census", documents.census());
    }

    private static ServerEvent event(String name, ObjectNode document) {
        return ServerEvent.of(name, Json.bytes(document));
    }
}
