package io.citywatch.outward.delivery;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.ResponseTimeoutException;
import com.linecorp.armeria.client.UnprocessedRequestException;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.ClosedSessionException;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.SplitHttpResponse;
import com.linecorp.armeria.common.metric.NoopMeterRegistry;
import com.linecorp.armeria.common.stream.ClosedStreamException;
import io.citywatch.outward.receiver.Call;
import io.citywatch.outward.receiver.Dialect;
import io.citywatch.outward.receiver.Verdict;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Carries calls to receivers over HTTP. Follows no redirections, waits no longer than it is told, and reads no more of an
 * answer than it has to. Thread-safe; a call that hangs costs a socket.
 */
public final class Courier implements AutoCloseable {
    /** An answer is a code and some words; of a longer one the beginning is read. */
    private static final int MOST_READ_BYTES = 64 * 1024;
    /** Waiting is done by the receivers' own threads. */
    private static final int EVENT_LOOPS = 1;

    private static final Duration IDLE = Duration.ofSeconds(30);

    private final ClientFactory factory;
    private final WebClient client;
    private final InstantSource clock;

    public Courier(Patience patience, InstantSource clock) {
        this.clock = clock;
        this.factory = ClientFactory.builder()
                .workerGroup(EVENT_LOOPS)
                .connectTimeout(patience.connect())
                .idleTimeout(IDLE)
                .meterRegistry(NoopMeterRegistry.get())
                .build();
        this.client = WebClient.builder()
                .factory(factory)
                .responseTimeout(patience.answer())
                .writeTimeout(patience.answer())
                // Nobody's answer is read to its end.
                .maxResponseLength(0)
                .build();
    }

    /** Makes a call and waits for what comes of it. */
    public Verdict send(Call call, Dialect dialect) throws InterruptedException {
        SplitHttpResponse response = client.execute(request(call)).split();
        CompletableFuture<byte[]> body =
                response.body().range(0, MOST_READ_BYTES).collectBytes();
        CompletableFuture<Answer> answer = response.headers().thenCombine(body, Answer::new);
        try {
            Answer given = answer.get();
            Verdict verdict =
                    dialect.judge(given.headers().status().code(), new String(given.body(), StandardCharsets.UTF_8));
            Duration asked = retryAfter(given.headers().get(HttpHeaderNames.RETRY_AFTER));
            return verdict.kind() == Verdict.Kind.LATER && verdict.after() == null && asked != null
                    ? Verdict.later(verdict.reason(), asked)
                    : verdict;
        } catch (ExecutionException e) {
            return Verdict.later(reason(e.getCause()));
        } catch (InterruptedException e) {
            response.body().abort();
            throw e;
        }
    }

    /** An answer, as far as it was read. */
    private record Answer(ResponseHeaders headers, byte[] body) {}

    private static HttpRequest request(Call call) {
        RequestHeadersBuilder headers = RequestHeaders.builder(HttpMethod.POST, path(call.address()));
        call.headers().forEach((name, value) -> headers.set(name, value));
        return HttpRequest.of(headers.build(), HttpData.wrap(call.body()));
    }

    /** Plain HTTP is HTTP/1.1: an offer to speak HTTP/2 without TLS confuses small servers. */
    private static String path(URI address) {
        String text = address.toString();
        return "http".equals(address.getScheme()) ? "h1c" + text.substring("http".length()) : text;
    }

    /** Why there is no answer; the exceptions' own words may hold the address, and with it a secret. */
    private static String reason(@Nullable Throwable cause) {
        if (cause instanceof UnprocessedRequestException) {
            return "no connection";
        }
        if (cause instanceof ResponseTimeoutException) {
            return "no answer in time";
        }
        if (cause instanceof ClosedSessionException || cause instanceof ClosedStreamException) {
            return "the receiver closed the connection";
        }
        return cause == null ? "no answer" : "no answer: " + cause.getClass().getSimpleName();
    }

    /** By RFC 9110, section 10.2.3: seconds, or a date. */
    private @Nullable Duration retryAfter(@Nullable String value) {
        if (value == null) {
            return null;
        }
        try {
            if (value.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return Duration.ofSeconds(Long.parseLong(value));
            }
            return Duration.between(
                    clock.instant(),
                    ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeException | NumberFormatException | ArithmeticException e) {
            return null;
        }
    }

    @Override
    public void close() {
        // Nobody waits for an answer any more; the sockets close by themselves.
        var unused = factory.closeAsync();
    }
}
