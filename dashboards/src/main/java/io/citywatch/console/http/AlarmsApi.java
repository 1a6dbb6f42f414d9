package io.citywatch.console.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.citywatch.console.action.ActionDesk;
import io.citywatch.console.action.ActionOutcome;
import io.citywatch.console.action.ActionRefusedException;
import io.citywatch.console.action.ActionRequest;
import io.citywatch.console.view.AlarmFilter;
import io.citywatch.console.view.AlarmView;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmAction.Verb;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.topic.Names;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code /api/alarms}: lists alarms and takes actions on them. */
final class AlarmsApi {
    /** What a program gets at most; the list is sorted, so what is left out is the least urgent. */
    private static final int MAX_ALARMS = 10_000;

    private static final Set<String> ACTION_FIELDS = Set.of("reason", "until", "minutes", "workOrder", "version");

    private static final String VERBS = Arrays.stream(Verb.values())
            .filter(verb -> !verb.isOfRules())
            .map(Verb::text)
            .collect(Collectors.joining(", "));

    private final AlarmView alarms;
    private final ActionDesk desk;
    private final Documents documents;
    private final InstantSource clock;
    private final Executor waiting;

    AlarmsApi(AlarmView alarms, ActionDesk desk, Documents documents, InstantSource clock, Executor waiting) {
        this.alarms = alarms;
        this.desk = desk;
        this.documents = documents;
        this.clock = clock;
        this.waiting = waiting;
    }

    HttpResponse list(ServiceRequestContext ctx, HttpRequest request) {
        AlarmFilter all = AlarmFilter.PRESENT;
        AlarmFilter filter = new AlarmFilter(
                or(Parameters.set(ctx, "state", AlarmsApi::state), all.states()),
                or(Parameters.set(ctx, "severity", Severity::ofText), all.severities()),
                or(Parameters.set(ctx, "kind", FacilityKind::ofCode), all.kinds()),
                or(Parameters.set(ctx, "district", AlarmsApi::district), all.districts()));
        int limit = Parameters.number(ctx, "limit", 1, MAX_ALARMS, MAX_ALARMS);
        Set<String> parents = Parameters.set(ctx, "parent", id -> id);
        List<Alarm> found = alarms.list(filter).stream()
                .filter(alarm -> parents == null
                        || parents.contains(String.valueOf(alarm.handling().parent())))
                .toList();
        return Json.response(documents.alarms(found, limit));
    }

    HttpResponse get(ServiceRequestContext ctx, HttpRequest request) {
        String id = id(ctx);
        Alarm alarm = alarms.get(id);
        if (alarm == null) {
            throw new ProblemException(Problem.notFound("There is no alarm " + id + "."));
        }
        return Json.response(documents.alarm(alarm));
    }

    HttpResponse act(ServiceRequestContext ctx, HttpRequest request) {
        return HttpResponse.of(request.aggregate().thenApplyAsync(body -> act(ctx, body), waiting));
    }

    private HttpResponse act(ServiceRequestContext ctx, AggregatedHttpRequest request) {
        try {
            String verbText = String.valueOf(ctx.pathParam("verb"));
            Verb verb = Verb.ofText(verbText);
            if (verb == null || verb.isOfRules()) {
                return Problem.notFound(
                                "Nothing called '" + verbText + "' can be done to an alarm; known are " + VERBS + ".")
                        .response();
            }
            ObjectNode body = Json.body(request.content(), ACTION_FIELDS);
            ActionOutcome outcome = desk.take(new ActionRequest(
                    id(ctx),
                    verb,
                    Guard.caller(ctx).principal(),
                    text(body, "reason"),
                    until(body),
                    text(body, "workOrder"),
                    version(body)));
            return Json.response(
                    outcome.done() ? HttpStatus.OK : HttpStatus.ACCEPTED, documents.alarm(outcome.alarm()));
        } catch (ProblemException e) {
            return e.problem().response();
        } catch (ActionRefusedException e) {
            return Problem.of(e).response();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Problem.of(HttpStatus.SERVICE_UNAVAILABLE).response();
        }
    }

    private static @Nullable String text(ObjectNode body, String field) {
        JsonNode text = body.path(field);
        if (text.isMissingNode() || text.isNull()) {
            return null;
        }
        if (!text.isTextual()) {
            throw Parameters.wrong(field, "a text is expected");
        }
        return text.asText().strip();
    }

    private static @Nullable Long version(ObjectNode body) {
        JsonNode version = body.path("version");
        if (version.isMissingNode() || version.isNull()) {
            return null;
        }
        if (!version.isIntegralNumber() || !version.canConvertToLong()) {
            throw Parameters.wrong("version", "a whole number is expected");
        }
        return version.asLong();
    }

    private @Nullable Long until(ObjectNode body) {
        JsonNode minutes = body.path("minutes");
        if (!minutes.isMissingNode()) {
            if (body.has("until")) {
                throw Parameters.wrong("minutes", "either minutes or until can be given");
            }
            if (!minutes.isIntegralNumber() || !minutes.canConvertToInt()) {
                throw Parameters.wrong("minutes", "a whole number is expected");
            }
            return clock.millis() + Duration.ofMinutes(minutes.asInt()).toMillis();
        }
        JsonNode until = body.path("until");
        return until.isMissingNode() || until.isNull() ? null : (Long) Parameters.time("until", until.asText());
    }

    private static String id(ServiceRequestContext ctx) {
        return Objects.requireNonNull(ctx.pathParam("id"));
    }

    private static <T> Set<T> or(@Nullable Set<T> asked, Set<T> otherwise) {
        return asked == null ? otherwise : asked;
    }

    private static @Nullable AlarmState state(String text) {
        for (AlarmState state : AlarmState.values()) {
            if (state.name().equalsIgnoreCase(text)) {
                return state;
            }
        }
        return null;
    }

    private static @Nullable String district(String text) {
        return Names.isDistrict(text) ? text : null;
    }
}
