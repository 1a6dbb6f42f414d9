package io.citywatch.console.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import io.citywatch.console.action.ActionRefusedException;
import java.util.Locale;

/**
 * An answer that says what went wrong (RFC 9457).
 *
 * @param status the HTTP status
 * @param code what sort of problem it is, for programs: the last part of its type
 * @param detail a sentence for a person
 */
record Problem(HttpStatus status, String code, String detail) {
    static final MediaType MEDIA_TYPE = MediaType.create("application", "problem+json");

    private static final String TYPE_PREFIX = "urn:citywatch:problem:";

    static Problem badRequest(String detail) {
        return new Problem(HttpStatus.BAD_REQUEST, "bad-request", detail);
    }

    static Problem notFound(String detail) {
        return new Problem(HttpStatus.NOT_FOUND, "not-found", detail);
    }

    static Problem notSignedIn() {
        return new Problem(
                HttpStatus.UNAUTHORIZED,
                "not-signed-in",
                "Sign in, or send a token as Authorization: Bearer. './citywatch token ROLE' prints one.");
    }

    static Problem historyAway() {
        return new Problem(
                HttpStatus.SERVICE_UNAVAILABLE,
                "history-away",
                "InfluxDB does not answer at the moment, so there is no history to show. Alarms are not affected.");
    }

    static Problem of(ActionRefusedException refused) {
        HttpStatus status =
                switch (refused.refusal()) {
                    case UNKNOWN_ALARM -> HttpStatus.NOT_FOUND;
                    case INCOMPLETE, WORK_ORDER_MISSING -> HttpStatus.BAD_REQUEST;
                    case LOG_AWAY -> HttpStatus.SERVICE_UNAVAILABLE;
                    case ALREADY_ACKNOWLEDGED,
                            OVER,
                            PUT_ASIDE,
                            NOT_SHELVED,
                            NOT_SUPPRESSED,
                            NOT_OF_A_DEVICE,
                            NOT_OUT_OF_SERVICE,
                            NOT_LATCHED,
                            STILL_ACTIVE,
                            NOT_ACKNOWLEDGED,
                            OVERTAKEN,
                            NOT_HIDEABLE -> HttpStatus.CONFLICT;
                };
        return new Problem(status, refused.refusal().text(), String.valueOf(refused.getMessage()));
    }

    /** A problem of which nothing more is known than its status. */
    static Problem of(HttpStatus status) {
        String title = status.reasonPhrase();
        return new Problem(status, title.toLowerCase(Locale.ROOT).replace(' ', '-'), sentence(status));
    }

    private static String sentence(HttpStatus status) {
        return switch (status.code()) {
            case 404 -> "There is nothing at this address.";
            case 405 -> "This address does not take that method.";
            case 413 -> "The request is too large.";
            case 503 -> "The console can't answer at the moment. Please try again.";
            default ->
                status.isServerError() ? "The console made a mistake; its log says more." : status.reasonPhrase();
        };
    }

    HttpResponse response() {
        return HttpResponse.of(headers(), content());
    }

    ResponseHeaders headers() {
        ResponseHeadersBuilder headers = ResponseHeaders.builder(status).contentType(MEDIA_TYPE);
        if (status.equals(HttpStatus.UNAUTHORIZED)) {
            headers.set(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer realm=\"citywatch\"");
        }
        return headers.build();
    }

    HttpData content() {
        ObjectNode document = Json.object();
        document.put("type", TYPE_PREFIX + code);
        document.put("title", status.reasonPhrase());
        document.put("status", status.code());
        document.put("detail", detail);
        return HttpData.wrap(Json.bytes(document));
    }
}
