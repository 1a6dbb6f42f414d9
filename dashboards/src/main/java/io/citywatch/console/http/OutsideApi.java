package io.citywatch.console.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.citywatch.console.view.AlarmFilter;
import io.citywatch.outward.cap.CapDialect;
import io.citywatch.outward.cap.CapDocuments;
import io.citywatch.outward.cap.CapFeed;
import io.citywatch.outward.delivery.Standing;
import io.citywatch.outward.notice.Notice;
import io.citywatch.outward.notice.Place;
import io.citywatch.outward.notice.Wording;
import io.citywatch.outward.receiver.Filter;
import io.citywatch.outward.receiver.Language;
import io.citywatch.telemetry.alarm.Alarm;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code /api/cap}, {@code /api/alarms/{id}/cap} and {@code /api/receivers}: what the outside is told, and how that goes. */
final class OutsideApi {
    private static final MediaType CAP = MediaType.parse(CapDialect.MEDIA_TYPE + "; charset=utf-8");
    private static final MediaType ATOM = MediaType.parse("application/atom+xml; charset=utf-8");

    private final ConsoleService.State state;
    private final Wording wording;

    OutsideApi(ConsoleService.State state) {
        this.state = state;
        this.wording = new Wording(state.programme());
    }

    /** An alarm's newest message by CAP 1.2, as a receiver that is told everything gets it. */
    HttpResponse document(ServiceRequestContext ctx, HttpRequest request) {
        String id = Objects.requireNonNull(ctx.pathParam("id"));
        Alarm alarm = state.views().alarms().get(id);
        if (alarm == null) {
            throw new ProblemException(Problem.notFound("There is no alarm " + id + "."));
        }
        Notice notice = CapFeed.newest(alarm);
        if (notice == null) {
            throw new ProblemException(Problem.notFound("Of the alarm " + id + " nobody outside was to be told."));
        }
        Place place = Place.of(state.views().devices().get(alarm.source().device()));
        return HttpResponse.of(
                HttpStatus.OK, CAP, HttpData.wrap(documents().document(notice, place, Filter.ALL, Language.BOTH)));
    }

    /** The standing alarms, worst first, as an Atom feed. */
    HttpResponse feed(ServiceRequestContext ctx, HttpRequest request) {
        List<Alarm> standing = state.views().alarms().list(AlarmFilter.PRESENT).stream()
                .filter(alarm -> alarm.state().stands())
                .toList();
        return HttpResponse.of(
                HttpStatus.OK,
                ATOM,
                HttpData.wrap(CapFeed.atom(standing, documents(), state.clock().millis())));
    }

    private CapDocuments documents() {
        return new CapDocuments(
                state.outside().sender(), wording, state.outside().instructions());
    }

    HttpResponse receivers(ServiceRequestContext ctx, HttpRequest request) {
        ObjectNode document = Json.object();
        document.put("problem", state.outside().problem());
        ArrayNode receivers = document.putArray("receivers");
        for (Standing standing : state.outside().standings()) {
            receivers
                    .addObject()
                    .put("id", standing.receiver().id())
                    .put("type", standing.receiver().type().text())
                    .put("host", standing.receiver().target().host())
                    .put("state", standing.state().text())
                    .put("problem", standing.problem())
                    .put("delivered", standing.delivered())
                    .put("parked", standing.parked())
                    .put("lastTaken", orNull(standing.lastTaken()))
                    .put("waitingSince", orNull(standing.waitingSince()));
        }
        return Json.response(document);
    }

    private static @Nullable Long orNull(long t) {
        return t == 0 ? null : (Long) t;
    }
}
