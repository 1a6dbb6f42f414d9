package io.citywatch.outward.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citywatch.outward.receiver.HmacSha256;
import io.citywatch.outward.receiver.Receiver.Target;
import io.citywatch.outward.receiver.Secret;
import io.citywatch.outward.receiver.Verdict;
import io.citywatch.telemetry.alarm.Severity;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Feishu's custom bots (飞书自定义机器人), with cards coloured by severity.
 *
 * <p>Signed in the body: {@code timestamp} in seconds, and {@code sign}, the Base64 of the HMAC-SHA256 of nothing under the key
 * {@code timestamp\nsecret}.
 */
final class Feishu implements Robot {
    /** A request has at most 20 KB; escaping takes some of them. */
    private static final int MAX_BYTES = 12_000;

    @Override
    public int maxBytes() {
        return MAX_BYTES;
    }

    @Override
    public URI address(Target target, long nowMillis) {
        return target.address();
    }

    static String sign(String secret, long nowSeconds) {
        return HmacSha256.base64(nowSeconds + "\n" + secret, "");
    }

    @Override
    public ObjectNode body(ChatMessage message, Target target, long nowMillis) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        Secret secret = target.secret();
        if (secret != null) {
            long seconds = nowMillis / 1000;
            body.put("timestamp", Long.toString(seconds));
            body.put("sign", sign(secret.reveal(), seconds));
        }
        body.put("msg_type", "interactive");
        ObjectNode card = body.putObject("card");
        card.putObject("config").put("wide_screen_mode", true);
        ObjectNode header = card.putObject("header");
        header.put("template", colour(message.worst()));
        header.putObject("title").put("tag", "plain_text").put("content", message.title());
        ArrayNode elements = card.putArray("elements");
        elements.addObject().put("tag", "markdown").put("content", String.join("\n", message.lines()));
        return body;
    }

    private static String colour(@Nullable Severity worst) {
        if (worst == null) {
            return "green";
        }
        return switch (worst) {
            case CRITICAL -> "red";
            case HIGH -> "orange";
            case MEDIUM -> "yellow";
            case LOW -> "blue";
        };
    }

    @Override
    public @Nullable Integer code(JsonNode answer) {
        for (String field : new String[] {"code", "StatusCode"}) {
            if (answer.path(field).isInt()) {
                return answer.path(field).asInt();
            }
        }
        return null;
    }

    @Override
    public Verdict judge(int code) {
        String reason = "code " + code;
        return switch (code) {
            // More than 100 a minute or five a second, over all bots of the tenant.
            case 11232, 11233 -> Verdict.later(reason, Duration.ofSeconds(10));
            // Not of the form, or a card that can't be shown.
            case 9499, 11246, 19002 -> Verdict.unusable(reason);
            // Signature (19021), address (19022), keyword (19024), no such bot (19001).
            default -> Verdict.refused(reason);
        };
    }
}
