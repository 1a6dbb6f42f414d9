package io.citywatch.outward.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citywatch.outward.receiver.Receiver.Target;
import io.citywatch.outward.receiver.Verdict;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** WeCom's group robots (企业微信群机器人). Whoever has the address may speak; there is no signature. */
final class WeCom implements Robot {
    /** WeCom refuses a text of more bytes than this. */
    static final int MAX_BYTES = 4_096;

    private static final String HEAD = "### ";

    @Override
    public int maxBytes() {
        return MAX_BYTES - HEAD.length() - 1;
    }

    @Override
    public URI address(Target target, long nowMillis) {
        return target.address();
    }

    @Override
    public ObjectNode body(ChatMessage message, Target target, long nowMillis) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("msgtype", "markdown");
        String content = HEAD + message.title() + '\n' + String.join("\n", message.lines());
        body.putObject("markdown").put("content", ChatText.cut(content, MAX_BYTES));
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
            // More than 20 a minute, or too many at once.
            case 45009, 45033 -> Verdict.later(reason, Duration.ofMinutes(1));
            // Sort or content of the message; too long; empty.
            case 40008, 40058, 44004, 45002 -> Verdict.unusable(reason);
            // No such robot (93000), and whatever else.
            default -> Verdict.refused(reason);
        };
    }
}
