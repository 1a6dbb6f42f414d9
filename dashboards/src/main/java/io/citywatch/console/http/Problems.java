package io.citywatch.console.http;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import org.jspecify.annotations.Nullable;

/** Makes a problem document of whatever goes wrong, the server's own refusals included. */
final class Problems implements ServerErrorHandler {
    @Override
    public @Nullable HttpResponse onServiceException(ServiceRequestContext ctx, Throwable cause) {
        if (cause instanceof ProblemException e) {
            // The answer says it; what the server reports in its log are mistakes of its own.
            ctx.setShouldReportUnloggedExceptions(false);
            return e.problem().response();
        }
        return null;
    }

    @Override
    public AggregatedHttpResponse renderStatus(
            @Nullable ServiceRequestContext ctx,
            ServiceConfig config,
            @Nullable RequestHeaders headers,
            HttpStatus status,
            @Nullable String description,
            @Nullable Throwable cause) {
        Problem problem = Problem.of(status);
        return AggregatedHttpResponse.of(problem.headers(), problem.content());
    }
}
