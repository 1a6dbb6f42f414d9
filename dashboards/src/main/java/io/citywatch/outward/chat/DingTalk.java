package io.citywatch.outward.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citywatch.outward.receiver.HmacSha256;
import io.citywatch.outward.receiver.Receiver.Target;
import io.citywatch.outward.receiver.Secret;
import io.citywatch.outward.receiver.Verdict;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * DingTalk's custom robots (钉钉自定义机器人).
 *
 * <p>Signed in the address: {@code timestamp} in milliseconds, and {@code sign}, the URL-encoded Base64 of the HMAC-SHA256 of
 * {@code timestamp\nsecret} under the secret.
 */
final class DingTalk implements Robot {
    /** A request has at most 20,000 bytes; escaping takes some of them. */
    private static final int MAX_BYTES = 12_000;
    /** Who sends more than 20 a minute is not heard for ten. */
    private static final Duration BAN = Duration.ofMinutes(10);

    @Override
    public int maxBytes() {
        return MAX_BYTES;
    }

    @Override
    public URI address(Target target, long nowMillis) {
        Secret secret = target.secret();
        URI address = target.address();
        if (secret == null) {
            return address;
        }
        String joint = address.getRawQuery() == null ? "?" : "&";
        return URI.create(address + joint + "timestamp=" + nowMillis + "&sign=" + sign(secret.reveal(), nowMillis));
    }

    static String sign(String secret, long nowMillis) {
        return URLEncoder.encode(HmacSha256.base64(secret, nowMillis + "\n" + secret), StandardCharsets.UTF_8);
    }

    @Override
    public ObjectNode body(ChatMessage message, Target target, long nowMillis) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("msgtype", "markdown");
        body.putObject("markdown")
                .put("title", message.title())
                .put("text", "### " + message.title() + "\n\n" + String.join("\n\n", message.lines()));
        return body;
    }

    @Override
    public @Nullable Integer code(JsonNode answer) {
        return answer.path("errcode").isInt() ? (Integer) answer.path("errcode").asInt() : null;
    }

    @Override
    public Verdict judge(int code) {
        String reason = "errcode " + code;
        return switch (code) {
            case -1 -> Verdict.later(reason);
            case 130101, 130102 -> Verdict.later(reason, BAN);
            // Links, words or pictures that DingTalk does not let through; too long.
            case 40035, 430101, 430102, 430103, 430104, 460101 -> Verdict.unusable(reason);
            // Signature, keyword or address (310000), token (300001), robot or group gone.
            default -> Verdict.refused(reason);
        };
    }
}
