package io.citywatch.telemetry.sparkplug;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citywatch.telemetry.codec.ForeignObjects;
import io.citywatch.telemetry.command.RebirthRequest;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.message.Reading;
import java.util.Map;
import org.eclipse.tahu.protobuf.SparkplugBProto.DataType;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;

/**
 * Writes what an edge node of Sparkplug B says, with the numbers of its session and its messages. One for each edge node; not
 * thread-safe.
 *
 * <p>Metrics are named ({@code Inputs/gasLel}, {@code Properties/asset}) and have no aliases, so that each message can be read by
 * itself.
 */
public final class SparkplugEncoder {
    private static final int NUMBERS = 256;

    private long session = NUMBERS - 1;
    private long next;

    /** Begins another session; its death is what the server is to say when the connection breaks. */
    public byte[] death() {
        session = (session + 1) % NUMBERS;
        return Payload.newBuilder().addMetrics(sessionMetric()).build().toByteArray();
    }

    /** The birth of the edge node itself: the session's first message. */
    public byte[] nodeBirth(long t) {
        next = 0;
        return numbered(t)
                .addMetrics(sessionMetric())
                .addMetrics(Payload.Metric.newBuilder()
                        .setName(RebirthRequest.METRIC)
                        .setDatatype(DataType.Boolean_VALUE)
                        .setBooleanValue(false))
                .build()
                .toByteArray();
    }

    /** The birth of a device. */
    public byte[] deviceBirth(Birth birth) {
        Payload.Builder payload = numbered(birth.t());
        ObjectNode fields = ForeignObjects.fields(birth);
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            payload.addMetrics(property(field.getKey(), field.getValue()));
        }
        return payload.build().toByteArray();
    }

    /** The data of a device. */
    public byte[] deviceData(Reading reading) {
        Payload.Builder payload = numbered(reading.t());
        for (Metric metric : Metric.values()) {
            if (reading.has(metric)) {
                payload.addMetrics(input(metric, reading));
            }
        }
        return payload.build().toByteArray();
    }

    /** The last message of a device was not sent: another will have its number. */
    public void takeBack() {
        next = Math.floorMod(next - 1, NUMBERS);
    }

    private Payload.Builder numbered(long t) {
        long number = next;
        next = (next + 1) % NUMBERS;
        return Payload.newBuilder().setTimestamp(t).setSeq(number);
    }

    private Payload.Metric.Builder sessionMetric() {
        return Payload.Metric.newBuilder()
                .setName("bdSeq")
                .setDatatype(DataType.Int64_VALUE)
                .setLongValue(session);
    }

    private static Payload.Metric.Builder input(Metric metric, Reading reading) {
        Payload.Metric.Builder input = Payload.Metric.newBuilder().setName("Inputs/" + metric.field());
        return switch (metric.type()) {
            case NUMBER -> input.setDatatype(DataType.Double_VALUE).setDoubleValue(reading.value(metric));
            case BOOLEAN -> input.setDatatype(DataType.Boolean_VALUE).setBooleanValue(reading.isTrue(metric));
            case STATE -> {
                var state = reading.sensorState();
                yield input.setDatatype(DataType.String_VALUE).setStringValue(state == null ? "" : state.text());
            }
        };
    }

    private static Payload.Metric.Builder property(String name, JsonNode value) {
        Payload.Metric.Builder property = Payload.Metric.newBuilder().setName("Properties/" + name);
        if (value.isIntegralNumber()) {
            return property.setDatatype(DataType.Int64_VALUE).setLongValue(value.longValue());
        }
        if (value.isNumber()) {
            return property.setDatatype(DataType.Double_VALUE).setDoubleValue(value.doubleValue());
        }
        return value.isBoolean()
                ? property.setDatatype(DataType.Boolean_VALUE).setBooleanValue(value.booleanValue())
                : property.setDatatype(DataType.String_VALUE).setStringValue(value.asText());
    }
}
