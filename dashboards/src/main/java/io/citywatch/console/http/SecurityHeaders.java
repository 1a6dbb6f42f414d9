package io.citywatch.console.http;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;

/** Tells browsers to load and send nothing but what the console itself serves, and nobody to frame it. */
final class SecurityHeaders implements DecoratingHttpServiceFunction {
    private static final String POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'");

    @Override
    public HttpResponse serve(HttpService delegate, ServiceRequestContext ctx, HttpRequest request) throws Exception {
        ctx.addAdditionalResponseHeader(HttpHeaderNames.CONTENT_SECURITY_POLICY, POLICY);
        ctx.addAdditionalResponseHeader(HttpHeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff");
        ctx.addAdditionalResponseHeader(HttpHeaderNames.X_FRAME_OPTIONS, "DENY");
        ctx.addAdditionalResponseHeader(HttpHeaderNames.REFERRER_POLICY, "no-referrer");
        if (ctx.path().startsWith("/api/")) {
            ctx.setAdditionalResponseHeader(HttpHeaderNames.CACHE_CONTROL, "no-store");
        }
        return delegate.serve(ctx, request);
    }
}
