package io.citywatch.outward.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.citywatch.outward.chat.ChatMessages.Digest;
import io.citywatch.outward.notice.Notice;
import io.citywatch.outward.receiver.Call;
import io.citywatch.outward.receiver.Dialect;
import io.citywatch.outward.receiver.Draft;
import io.citywatch.outward.receiver.Receiver;
import io.citywatch.outward.receiver.Verdict;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Speaks to a robot in a group of people: one message for each alarm, or one for many when the robot's pace asks for it. */
public final class ChatDialect implements Dialect {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Map<String, String> HEADERS = Map.of("content-type", "application/json; charset=utf-8");

    private final Receiver receiver;
    private final ChatMessages messages;
    private final Robot robot;

    public ChatDialect(Receiver receiver, ChatMessages messages) {
        this.receiver = receiver;
        this.messages = messages;
        this.robot = switch (receiver.type()) {
            case DINGTALK -> new DingTalk();
            case WECOM -> new WeCom();
            case FEISHU -> new Feishu();
            case WEBHOOK, CAP ->
                throw new IllegalArgumentException(receiver.type().text() + " is no chat system");
        };
    }

    @Override
    public Draft draft(List<Notice> waiting, int room) {
        Notice first = waiting.get(0);
        if (waiting.size() <= room) {
            return draft(first.deliveryId(), messages.one(first, receiver.language()), 1);
        }
        Digest digest = messages.digest(waiting, receiver.language(), robot.maxBytes());
        return draft(first.deliveryId() + '+' + digest.count(), digest.message(), digest.count());
    }

    @Override
    public Draft test() {
        return draft("test", messages.test(), 1);
    }

    private Draft draft(String id, ChatMessage message, int count) {
        return new Draft(count, id, now -> call(message, now));
    }

    private Call call(ChatMessage message, long now) {
        try {
            byte[] body = MAPPER.writeValueAsBytes(robot.body(message, receiver.target(), now));
            return new Call(robot.address(receiver.target(), now), HEADERS, body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
    }

    @Override
    public Verdict judge(int status, String body) {
        Verdict byStatus = Verdict.ofStatus(status);
        Integer code = code(body);
        if (code == null) {
            // Whoever answers 200 without a code is not the robot: a portal or a proxy stands in between.
            return byStatus.kind() == Verdict.Kind.TAKEN ? Verdict.later("an answer without a code") : byStatus;
        }
        if (code == 0) {
            return byStatus;
        }
        return byStatus.kind() == Verdict.Kind.LATER ? byStatus : robot.judge(code);
    }

    private @Nullable Integer code(String body) {
        try {
            JsonNode answer = MAPPER.readTree(body);
            return answer == null ? null : robot.code(answer);
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
