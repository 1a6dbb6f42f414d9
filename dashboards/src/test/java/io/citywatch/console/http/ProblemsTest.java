package io.citywatch.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServiceRequestContext;
import org.junit.jupiter.api.Test;

class ProblemsTest {
    private final ServiceRequestContext ctx =
            ServiceRequestContext.of(HttpRequest.of(HttpMethod.GET, "/api/devices?limit=many"));

    @Test
    void whatTheAnswerSaysIsNotReportedInTheLog() {
        var response = new Problems().onServiceException(ctx, Parameters.wrong("limit", "a whole number is expected"));

        assertThat(response).isNotNull();
        assertThat(response.aggregate().join().status()).isEqualTo(HttpStatus.BAD_REQUEST);
        assertThat(ctx.shouldReportUnloggedExceptions()).isFalse();
    }

    @Test
    void aMistakeOfTheServerIsReportedInTheLog() {
        var response = new Problems().onServiceException(ctx, new IllegalStateException("a mistake"));

        assertThat(response).isNull();
        assertThat(ctx.shouldReportUnloggedExceptions()).isTrue();
    }
}
