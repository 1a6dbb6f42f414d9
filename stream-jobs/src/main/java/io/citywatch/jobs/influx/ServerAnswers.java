package io.citywatch.jobs.influx;

import java.io.IOException;
import java.util.List;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Keeps the status and the words of an answer that is no success, which the clients would drop in part.
 *
 * <p>The success of a write is 204 alone: so answer InfluxDB 1, 2 and 3 and VictoriaMetrics. Another one is that of a page
 * which stands before them and has not passed the points on.
 */
final class ServerAnswers implements Interceptor {
    private static final int NO_CONTENT = 204;
    private static final String WRITE = "write";

    @Override
    public Response intercept(Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        if (isWrite(chain.request()) ? response.code() == NO_CONTENT : response.isSuccessful()) {
            return response;
        }
        try (response) {
            throw new NoSuccess(Answer.of(response));
        }
    }

    /** {@code /write} and {@code /api/v2/write}. */
    private static boolean isWrite(Request request) {
        List<String> path = request.url().pathSegments();
        return path.get(path.size() - 1).equals(WRITE);
    }

    /** What a failure of a client means. */
    static StoreException classified(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NoSuccess known) {
                return new StoreException(
                        WriteOutcome.of(known.answer), known.answer.words(), known.answer.askedPause(), failure);
            }
            if (cause instanceof IOException) {
                return new StoreException(WriteOutcome.UNREACHABLE, String.valueOf(cause), failure);
            }
        }
        return new StoreException(WriteOutcome.UNEXPECTED, String.valueOf(failure.getMessage()), failure);
    }

    private static final class NoSuccess extends IOException {
        private static final long serialVersionUID = 1;
        private final transient Answer answer;

        NoSuccess(Answer answer) {
            super(answer.words());
            this.answer = answer;
        }
    }
}
