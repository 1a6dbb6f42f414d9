package io.citywatch.console.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.linecorp.armeria.common.Cookie;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.citywatch.console.access.AccessControl;
import io.citywatch.console.access.Caller;
import io.citywatch.console.meter.ConsoleMeter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;

/** {@code /api/session}: signs a browser in and out. */
final class SessionApi {
    private static final Set<String> FIELDS = Set.of("token");

    private final AccessControl access;
    private final Documents documents;
    private final MeterRegistry meters;

    SessionApi(AccessControl access, Documents documents, MeterRegistry meters) {
        this.access = access;
        this.documents = documents;
        this.meters = meters;
    }

    /** Who is signed in; a session that is asked for now and then does not run out while the token behind it holds. */
    HttpResponse get(ServiceRequestContext ctx, HttpRequest request) {
        HttpResponse answer = Json.response(documents.session(Guard.caller(ctx)));
        Cookie renewed = access.renewedSession(ctx);
        return renewed == null ? answer : withCookie(renewed, answer);
    }

    HttpResponse signIn(ServiceRequestContext ctx, HttpRequest request) {
        if (access.isForeign(request.headers())) {
            count("foreign");
            return Guard.foreignHost().response();
        }
        return HttpResponse.of(request.aggregate().thenApply(body -> {
            JsonNode token = Json.body(body.content(), FIELDS).path("token");
            if (!token.isTextual()) {
                throw Parameters.wrong("token", "a text is expected");
            }
            Caller caller = access.byToken(token.asText().strip());
            if (caller == null) {
                count("refused");
                return new Problem(
                                HttpStatus.UNAUTHORIZED,
                                "token-refused",
                                "This token does not hold: it is mistyped, it has run out, or it is another platform's.")
                        .response();
            }
            count("ok");
            return withCookie(access.session(ctx, caller), Json.response(documents.session(caller)));
        }));
    }

    HttpResponse signOut(ServiceRequestContext ctx, HttpRequest request) {
        return withCookie(access.endSession(ctx), HttpResponse.of(ResponseHeaders.of(HttpStatus.NO_CONTENT)));
    }

    static HttpResponse withCookie(Cookie cookie, HttpResponse response) {
        return response.mapHeaders(headers -> headers.toBuilder()
                .add(HttpHeaderNames.SET_COOKIE, cookie.toSetCookieHeader())
                .build());
    }

    private void count(String outcome) {
        ConsoleMeter.SIGN_INS.counter(meters, "outcome", outcome).increment();
    }
}
