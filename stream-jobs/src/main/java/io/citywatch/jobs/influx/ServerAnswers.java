package io.citywatch.jobs.influx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import okhttp3.Interceptor;
import okhttp3.Response;
import okhttp3.ResponseBody;

/** Keeps the status and the words of an answer that is no success, which the clients would drop in part. */
final class ServerAnswers implements Interceptor {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public Response intercept(Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        if (response.isSuccessful()) {
            return response;
        }
        try (ResponseBody body = response.body()) {
            throw new NotWritten(
                    response.code(),
                    words(response, body == null ? "" : body.string()),
                    RetryAfter.of(response.header(RetryAfter.HEADER), InstantSource.system()));
        }
    }

    /** InfluxDB 1 says it under {@code error}, InfluxDB 2 and 3 under {@code message}. */
    private static String words(Response response, String body) {
        try {
            JsonNode answer = JSON.readTree(body);
            for (String name : new String[] {"error", "message"}) {
                if (answer.path(name).isTextual()) {
                    return answer.path(name).asText();
                }
            }
        } catch (JsonProcessingException e) {
            // Not InfluxDB's own answer: that of a proxy before it.
            return fallback(response, body);
        }
        return fallback(response, body);
    }

    private static String fallback(Response response, String body) {
        return body.isBlank() ? response.code() + " " + response.message() : body.strip();
    }

    /** What a failure of a client means. */
    static StoreException classified(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NotWritten answer) {
                return new StoreException(
                        WriteOutcome.of(answer.status, answer.words), answer.words, answer.askedPause, failure);
            }
            if (cause instanceof IOException) {
                return new StoreException(WriteOutcome.UNREACHABLE, String.valueOf(cause), failure);
            }
        }
        return new StoreException(WriteOutcome.UNEXPECTED, String.valueOf(failure.getMessage()), failure);
    }

    private static final class NotWritten extends IOException {
        private static final long serialVersionUID = 1;
        private final int status;
        private final String words;
        private final Duration askedPause;

        NotWritten(int status, String words, Duration askedPause) {
            super(words);
            this.status = status;
            this.words = words;
            this.askedPause = askedPause;
        }
    }
}
