package io.citywatch.console.http;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.encoding.EncodingService;
import io.citywatch.console.access.AccessControl;
import io.citywatch.console.access.Identity;
import io.citywatch.console.access.Role;
import io.citywatch.console.action.ActionDesk;
import io.citywatch.console.history.History;
import io.citywatch.console.stream.EventStream;
import io.citywatch.console.view.Views;
import io.citywatch.outward.OutwardBoard;
import io.citywatch.telemetry.programme.Programme;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.Executor;

/** Everything that the console answers over HTTP: each address in {@link #addTo}, in one place. */
public final class ConsoleService {
    /** A body is a reason of a few words or a token. */
    private static final long MAX_BODY_BYTES = 16 * 1024;
    /** Below this a compressed body is hardly smaller. */
    private static final int MIN_COMPRESSED_BYTES = 1_024;

    private static final Set<String> COMPRESSED =
            Set.of("json", "javascript", "css", "html", "plain", "problem+json", "cap+xml", "atom+xml");

    private final AccessControl access;
    private final AlarmsApi alarms;
    private final DevicesApi devices;
    private final OutsideApi outside;
    private final LedgerApi ledger;
    private final SessionApi sessions;
    private final Documents documents;
    private final LiveFeed feed;
    private final Vitals vitals;
    private final Metrics metrics;

    /**
     * The console's services.
     *
     * @param state what is known of the city
     * @param history what InfluxDB remembers
     * @param rooms where calls wait
     */
    public ConsoleService(
            AccessControl access,
            State state,
            ActionDesk desk,
            History history,
            EventStream stream,
            WaitingRooms rooms,
            MeterRegistry meters) {
        InstantSource clock = state.clock();
        this.access = access;
        this.vitals = state.vitals();
        this.documents = new Documents(state.views(), state.programme(), clock);
        this.alarms = new AlarmsApi(state.views().alarms(), desk, documents, clock, rooms.actions());
        this.devices = new DevicesApi(state.views(), history, documents, clock, rooms.history());
        this.outside = new OutsideApi(state);
        this.ledger = new LedgerApi(state.views().ledger(), clock);
        this.sessions = new SessionApi(access, documents, meters);
        this.feed = new LiveFeed(access, stream, state.views(), documents, vitals, clock);
        this.metrics = new Metrics(meters);
    }

    /**
     * Where calls wait: an InfluxDB that does not answer keeps nobody from acknowledging an alarm.
     *
     * @param actions for the log and the alarm job
     * @param history for InfluxDB; refuses when too many wait
     */
    public record WaitingRooms(Executor actions, Executor history) {}

    /**
     * What is known of the city.
     *
     * @param views what the log says
     * @param programme the year's programme
     * @param vitals whether it can be relied on
     * @param clock the present time
     * @param outside what is told to the outside
     */
    public record State(Views views, Programme programme, Vitals vitals, InstantSource clock, OutwardBoard outside) {}

    /** What has to be told of changes. */
    public LiveFeed feed() {
        return feed;
    }

    /** Adds every address to a server. */
    public void addTo(ServerBuilder server) {
        DecoratingHttpServiceFunction viewer = new Guard(access, Role.VIEWER);
        DecoratingHttpServiceFunction operator = new Guard(access, Role.OPERATOR);
        DecoratingHttpServiceFunction engineer = new Guard(access, Role.ENGINEER);

        get(server, "/api/alarms", viewer, alarms::list);
        get(server, "/api/alarms/{id}", viewer, alarms::get);
        get(server, "/api/alarms/{id}/cap", viewer, outside::document);
        get(server, "/api/cap", viewer, outside::feed);
        get(server, "/api/receivers", engineer, outside::receivers);
        get(server, "/api/alarm-figures", viewer, (ctx, request) -> Json.response(documents.figures()));
        post(server, "/api/alarms/{id}/{verb}", operator, alarms::act);
        get(server, "/api/census", viewer, (ctx, request) -> Json.response(documents.census()));
        get(server, "/api/devices", viewer, devices::search);
        get(server, "/api/devices/{id}", viewer, devices::get);
        get(server, "/api/devices/{id}/series", viewer, devices::series);
        get(server, "/api/ledger", viewer, ledger::get);
        get(server, "/api/stream", viewer, feed::open);

        get(server, "/api/session", viewer, sessions::get);
        server.route().post("/api/session").build(sessions::signIn);
        server.route()
                .path("/api/session")
                .methods(HttpMethod.DELETE)
                .decorator(viewer)
                .build(sessions::signOut);

        server.route()
                .get("/health")
                .build((ctx, request) -> vitals.health(access.identify(ctx) instanceof Identity.Known));
        server.route().get("/metrics").build(metrics::scrape);
        addPage(server);

        server.decorator(metrics);
        server.decorator(new SecurityHeaders());
        server.decorator(EncodingService.builder()
                .encodableContentTypes(ConsoleService::isCompressed)
                .minBytesToForceChunkedEncoding(MIN_COMPRESSED_BYTES)
                .newDecorator());
        server.errorHandler(new Problems());
        server.maxRequestLength(MAX_BODY_BYTES);
    }

    private void addPage(ServerBuilder server) {
        Page page = new Page(access);
        server.route().get("/").build(page::index);
        server.serviceUnder("/page/", Page.files());
        server.route().get("/lib/preact.js").build(Page.preact());
        server.route().get("/lib/hooks.js").build(Page.hooks());
        server.route().get("/lib/echarts.js").build(Page.echarts());
    }

    private static void get(
            ServerBuilder server, String path, DecoratingHttpServiceFunction guard, HttpService service) {
        server.route().get(path).decorator(guard).build(service);
    }

    private static void post(
            ServerBuilder server, String path, DecoratingHttpServiceFunction guard, HttpService service) {
        server.route().post(path).decorator(guard).build(service);
    }

    /** What is text and has an end: an event stream has none, and is not to wait in a compressor. */
    private static boolean isCompressed(MediaType type) {
        return COMPRESSED.contains(type.subtype());
    }
}
