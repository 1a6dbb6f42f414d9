package io.citywatch.outward.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citywatch.outward.notice.Devices;
import io.citywatch.outward.notice.Notice;
import io.citywatch.outward.notice.Place;
import io.citywatch.outward.notice.Times;
import io.citywatch.outward.receiver.Call;
import io.citywatch.outward.receiver.Dialect;
import io.citywatch.outward.receiver.Draft;
import io.citywatch.outward.receiver.Receiver.Target;
import io.citywatch.outward.receiver.Secret;
import io.citywatch.outward.receiver.Sender;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Speaks JSON, signed: the contract "Webhooks" in {@code docs/contracts.md}. */
public final class WebhookDialect implements Dialect {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Target target;
    private final Sender sender;
    private final Devices devices;

    public WebhookDialect(Target target, Sender sender, Devices devices) {
        this.target = target;
        this.sender = sender;
        this.devices = devices;
    }

    @Override
    public Draft draft(List<Notice> waiting, int room) {
        Notice notice = waiting.get(0);
        byte[] body = bytes(document(notice));
        return new Draft(
                1, notice.deliveryId(), now -> call(target, notice.deliveryId(), body, "application/json", now));
    }

    /** Standard Webhooks allows no full stop in an id, since it separates what is signed; no name of ours holds a colon. */
    private static String messageId(String deliveryId) {
        return deliveryId.replace('.', ':');
    }

    private ObjectNode document(Notice notice) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("id", messageId(notice.deliveryId()));
        document.put("type", "alarm." + notice.happening().text());
        document.put("timestamp", Times.iso(notice.version(), sender.zone()));
        document.put("exercise", sender.exercise());
        ObjectNode data = document.putObject("data");
        data.set("transition", MAPPER.valueToTree(notice.transition()));
        data.set("alarm", notice.document());
        Place place = Place.of(devices.get(notice.alarm().source().device()));
        data.putObject("place").put("lat", place.lat()).put("lon", place.lon()).put("address", place.address());
        return document;
    }

    @Override
    public Draft test() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("id", "test");
        document.put("type", "test");
        document.put("text", "citywatch: a test message");
        byte[] body = bytes(document);
        return new Draft(1, "test", now -> call(target, "test", body, "application/json", now));
    }

    /** A call with the headers of a webhook; signed when the target has a secret. */
    public static Call call(Target target, String deliveryId, byte[] body, String contentType, long nowMillis) {
        String id = messageId(deliveryId);
        Map<String, String> headers = new HashMap<>();
        headers.put("content-type", contentType);
        long seconds = nowMillis / 1000;
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", Long.toString(seconds));
        @Nullable Secret secret = target.secret();
        if (secret != null) {
            headers.put("webhook-signature", WebhookSignature.of(secret.reveal(), id, seconds, body));
        }
        @Nullable Secret authorization = target.authorization();
        if (authorization != null) {
            headers.put("authorization", authorization.reveal());
        }
        return new Call(target.address(), headers, body);
    }

    private static byte[] bytes(ObjectNode document) {
        try {
            return MAPPER.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
    }
}
