package io.citywatch.telemetry.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.message.CommandAnswer;
import io.citywatch.telemetry.message.Reading;
import java.io.IOException;

/** Writes what devices of ThingsBoard's say on the topics of its device API. Thread-safe. */
public final class ThingsBoardEncoder {
    private ThingsBoardEncoder() {}

    /** The payload for {@code telemetry}: {@code {"ts": …, "values": {…}}}. */
    public static byte[] encode(Reading reading) {
        return DeviceMessageEncoder.bytes(out -> {
            out.writeStartObject();
            out.writeNumberField("ts", reading.t());
            out.writeObjectFieldStart("values");
            DeviceMessageEncoder.writeValues(reading, out);
            out.writeEndObject();
            out.writeEndObject();
        });
    }

    /** The payload for {@code attributes}: the fields of the birth. */
    public static byte[] encode(Birth birth) {
        return DeviceMessageEncoder.encode(birth);
    }

    /** The payload for {@code rpc/response}. */
    public static byte[] encode(CommandAnswer answer) {
        return DeviceMessageEncoder.bytes(out -> write(answer, out));
    }

    private static void write(CommandAnswer answer, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("result", answer.result().text());
        if (answer.text() != null) {
            out.writeStringField("text", answer.text());
        }
        out.writeEndObject();
    }
}
