package io.citywatch.console.http;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.citywatch.console.access.AccessControl;
import io.citywatch.console.access.Caller;
import io.citywatch.console.access.Identity;
import io.citywatch.console.access.Role;
import io.netty.util.AttributeKey;
import java.util.Objects;

/**
 * Lets a request through to a service when its caller may use it.
 *
 * @param access tells who the caller is
 * @param needed the least role that may use the service
 */
record Guard(AccessControl access, Role needed) implements DecoratingHttpServiceFunction {
    private static final AttributeKey<Caller> CALLER = AttributeKey.valueOf(Guard.class, "CALLER");

    /** The caller of a request that was let through. */
    static Caller caller(ServiceRequestContext ctx) {
        return Objects.requireNonNull(ctx.attr(CALLER), "the service is not guarded");
    }

    @Override
    public HttpResponse serve(HttpService delegate, ServiceRequestContext ctx, HttpRequest request) throws Exception {
        Identity identity = access.identify(ctx);
        if (!(identity instanceof Identity.Known known)) {
            return refusal(identity).response();
        }
        if (!known.caller().role().includes(needed)) {
            return new Problem(
                            HttpStatus.FORBIDDEN,
                            "role-too-low",
                            "That takes the role " + needed.text() + "; yours is "
                                    + known.caller().role().text() + ".")
                    .response();
        }
        ctx.setAttr(CALLER, known.caller());
        return delegate.serve(ctx, request);
    }

    private static Problem refusal(Identity identity) {
        if (identity instanceof Identity.ForeignHost) {
            return foreignHost();
        }
        if (identity instanceof Identity.ForeignOrigin) {
            return new Problem(
                    HttpStatus.FORBIDDEN,
                    "foreign-origin",
                    "A session can change things from the console's own page only; programs send a token.");
        }
        return Problem.notSignedIn();
    }

    static Problem foreignHost() {
        return new Problem(
                HttpStatus.FORBIDDEN,
                "foreign-host",
                "The console is not known under this host name; it can be added to the console's host names.");
    }
}
