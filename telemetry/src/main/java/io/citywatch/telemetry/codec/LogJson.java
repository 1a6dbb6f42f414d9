package io.citywatch.telemetry.codec;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citywatch.telemetry.alarm.Action;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.AlarmFigures;
import io.citywatch.telemetry.alarm.AssetAction;
import io.citywatch.telemetry.census.AssetCount;
import io.citywatch.telemetry.census.DeviceConflict;
import io.citywatch.telemetry.census.ParkingCount;
import io.citywatch.telemetry.census.TargetProgress;
import io.citywatch.telemetry.command.Command;
import io.citywatch.telemetry.command.RebirthRequest;
import io.citywatch.telemetry.connection.ConnectionEvent;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.ledger.LedgerMinute;
import io.citywatch.telemetry.ledger.LedgerPart;
import io.citywatch.telemetry.ledger.LedgerTotal;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.registry.DeviceRecord;
import io.citywatch.telemetry.rejected.RejectReason;
import io.citywatch.telemetry.rejected.RejectedMessage;
import io.citywatch.telemetry.rejected.Rejection;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.citywatch.telemetry.topic.UplinkTopic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of the log's topics other than the uplink, and of what is published from them over MQTT and HTTP.
 *
 * <p>Reading is lenient toward fields that a newer release has added and strict toward everything else: a value that is not
 * of its form gives an {@link IOException} that says where. Thread-safe.
 */
public final class LogJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();
    /** Nothing may follow after the document's end. */
    private static final ObjectReader WHOLE = MAPPER.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private LogJson() {}

    public static byte[] encode(Alarm alarm) {
        return write(AlarmDocument.of(alarm));
    }

    public static Alarm alarm(byte[] json) throws IOException {
        return read(json, AlarmDocument.class).toAlarm();
    }

    public static byte[] encode(AlarmAction action) {
        return write(action);
    }

    public static byte[] encode(AssetAction action) {
        return write(action);
    }

    /**
     * An action on an alarm, or on an asset.
     *
     * @throws InvalidDocumentException when it is none; says each error with its place
     */
    public static Action action(byte[] json) throws InvalidDocumentException {
        return ActionReader.read(json, WHOLE);
    }

    public static byte[] encode(AlarmFigures figures) {
        return write(figures);
    }

    public static AlarmFigures alarmFigures(byte[] json) throws IOException {
        return read(json, AlarmFigures.class);
    }

    public static byte[] encode(Command command) {
        return write(CommandDocument.of(command));
    }

    public static Command command(byte[] json) throws IOException {
        return read(json, CommandDocument.class).toCommand();
    }

    public static byte[] encode(RebirthRequest request) {
        return write(RebirthDocument.of(request));
    }

    /** The request in a record of the log's commands; null when the record holds a device's command. */
    public static @Nullable RebirthRequest rebirthRequest(byte[] json) throws IOException {
        RebirthDocument document = read(json, RebirthDocument.class);
        return RebirthRequest.COMMAND.equals(document.command()) ? document.toRequest() : null;
    }

    public static byte[] encode(ConnectionEvent event) {
        return write(event);
    }

    public static ConnectionEvent connectionEvent(byte[] json) throws IOException {
        return read(json, ConnectionEvent.class);
    }

    public static byte[] encode(AssetCount count) {
        return write(CensusDocuments.of(count));
    }

    public static AssetCount assetCount(byte[] json) throws IOException {
        return CensusDocuments.assetCount(read(json, ObjectNode.class));
    }

    public static byte[] encode(ParkingCount count) {
        return write(ParkingDocuments.of(count));
    }

    public static ParkingCount parkingCount(byte[] json) throws IOException {
        return ParkingDocuments.parkingCount(read(json, ObjectNode.class));
    }

    public static byte[] encode(TargetProgress progress) {
        return write(CensusDocuments.of(progress));
    }

    public static TargetProgress targetProgress(byte[] json) throws IOException {
        return CensusDocuments.targetProgress(read(json, ObjectNode.class));
    }

    public static byte[] encode(DeviceConflict conflict) {
        return write(CensusDocuments.of(conflict));
    }

    public static DeviceConflict deviceConflict(byte[] json) throws IOException {
        return CensusDocuments.deviceConflict(read(json, ObjectNode.class));
    }

    public static byte[] encode(LedgerPart part) {
        return write(part);
    }

    public static LedgerPart ledgerPart(byte[] json) throws IOException {
        return read(json, LedgerPart.class);
    }

    public static byte[] encode(LedgerMinute minute) {
        return write(minute);
    }

    public static LedgerMinute ledgerMinute(byte[] json) throws IOException {
        return read(json, LedgerMinute.class);
    }

    public static byte[] encode(LedgerTotal total) {
        return write(total);
    }

    public static LedgerTotal ledgerTotal(byte[] json) throws IOException {
        return read(json, LedgerTotal.class);
    }

    /** A device's newest birth: the birth's own fields with {@code device}, {@code kind} and {@code district}. */
    public static byte[] encode(DeviceRecord device) {
        return DeviceMessageEncoder.bytes(out -> {
            out.writeStartObject();
            out.writeStringField("device", device.address().device());
            out.writeStringField("kind", device.address().kind().code());
            out.writeStringField("district", device.address().district());
            DeviceMessageEncoder.writeFields(device.birth(), out);
            out.writeEndObject();
        });
    }

    public static DeviceRecord deviceRecord(byte[] json) throws IOException {
        ObjectNode tree = read(json, ObjectNode.class);
        FacilityKind kind = FacilityKind.ofCode(tree.path("kind").asText());
        if (kind == null) {
            throw new IOException("kind: '" + tree.path("kind").asText() + "' is no kind of facility");
        }
        DeviceAddress address;
        try {
            address = new DeviceAddress(
                    tree.path("district").asText(), kind, tree.path("device").asText());
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
        tree.remove(List.of("device", "kind", "district"));
        Decoded decoded = new JsonUplinkDecoder()
                .decode(new UplinkTopic(address, Channel.BIRTH), MAPPER.writeValueAsBytes(tree), Long.MAX_VALUE);
        for (DeviceMessage message : decoded.messages()) {
            if (message instanceof Birth birth) {
                return new DeviceRecord(address, birth);
            }
        }
        throw new IOException("not a birth: " + decoded.rejections());
    }

    /**
     * The message with its reasons; the payload as text where it is UTF-8 without control characters other than tabs and ends
     * of lines, else as {@code payloadBase64}. In JSON such a character takes six bytes, and a payload that the gateway takes
     * would make a record that the log does not.
     */
    public static byte[] encode(RejectedMessage message) {
        return DeviceMessageEncoder.bytes(out -> {
            out.writeStartObject();
            out.writeStringField("topic", message.topic());
            out.writeNumberField("arrival", message.arrival());
            if (message.principal() != null) {
                out.writeStringField("principal", message.principal());
            }
            if (message.received().contentType() != null) {
                out.writeStringField("contentType", message.received().contentType());
            }
            RejectedMessage.Original original = message.original();
            if (original != null) {
                out.writeNumberField("partition", original.partition());
                out.writeNumberField("offset", original.offset());
            }
            out.writeArrayFieldStart("reasons");
            for (var rejection : message.rejections()) {
                out.writeStartObject();
                out.writeStringField("reason", rejection.reason().name());
                out.writeStringField("detail", rejection.detail());
                out.writeEndObject();
            }
            out.writeEndArray();
            String text = text(message.payload());
            if (text != null) {
                out.writeStringField("payload", text);
            } else {
                out.writeStringField("payloadBase64", Base64.getEncoder().encodeToString(message.payload()));
            }
            out.writeEndObject();
        });
    }

    /** Reads what {@link #encode(RejectedMessage)} wrote. */
    public static RejectedMessage rejectedMessage(byte[] json) throws IOException {
        JsonNode tree = MAPPER.readTree(json);
        if (!tree.isObject() || !tree.path("topic").isTextual()) {
            throw new IOException("not a rejected message");
        }
        List<Rejection> rejections = new ArrayList<>();
        for (JsonNode each : tree.path("reasons")) {
            rejections.add(new Rejection(
                    reason(each.path("reason").asText()), each.path("detail").asText()));
        }
        return new RejectedMessage(
                new RejectedMessage.Received(
                        tree.path("topic").asText(),
                        tree.path("arrival").asLong(),
                        tree.path("principal").textValue(),
                        tree.path("contentType").textValue()),
                rejections,
                tree.has("payloadBase64")
                        ? tree.path("payloadBase64").binaryValue()
                        : tree.path("payload").asText().getBytes(StandardCharsets.UTF_8),
                tree.has("offset")
                        ? new RejectedMessage.Original(
                                tree.path("partition").asInt(),
                                tree.path("offset").asLong())
                        : null);
    }

    /** The bytes as text, or null when they are none, or none for a reader. */
    private static @Nullable String text(byte[] payload) {
        for (byte each : payload) {
            // Every byte of a longer character is negative.
            if (each >= 0 && each < ' ' && each != '\t' && each != '\r' && each != '\n') {
                return null;
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(payload))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static RejectReason reason(String name) throws IOException {
        try {
            return RejectReason.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw new IOException("'" + name + "' is no reason", e);
        }
    }

    private static <T> T read(byte[] json, Class<T> form) throws IOException {
        T document = MAPPER.readValue(json, form);
        if (document == null) {
            throw new IOException("null is no document");
        }
        return document;
    }

    private static byte[] write(Object document) {
        try {
            return MAPPER.writeValueAsBytes(document);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
    }
}
