package io.citywatch.telemetry.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.facility.PressureClass;
import io.citywatch.telemetry.facility.SensorState;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.message.CommandAnswer;
import io.citywatch.telemetry.message.Death;
import io.citywatch.telemetry.message.DeviceEvent;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.message.Reading;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes what a device says, in the JSON that {@link JsonUplinkDecoder} reads. Thread-safe. */
public final class DeviceMessageEncoder {
    private static final JsonFactory FACTORY = new JsonFactory();

    private DeviceMessageEncoder() {}

    /** The payload of one message: an object. */
    public static byte[] encode(DeviceMessage message) {
        return bytes(out -> write(message, out));
    }

    /** The payload of a backlog: an array. */
    public static byte[] encode(List<? extends DeviceMessage> messages) {
        return bytes(out -> {
            out.writeStartArray();
            for (DeviceMessage message : messages) {
                write(message, out);
            }
            out.writeEndArray();
        });
    }

    /** Writes the fields of a birth into an object that is open already. */
    static void writeFields(Birth birth, JsonGenerator out) throws IOException {
        out.writeNumberField("t", birth.t());
        out.writeStringField("asset", birth.asset());
        writeText("model", birth.identity().model(), out);
        writeText("firmware", birth.identity().firmware(), out);
        writeText("type", birth.identity().type(), out);
        PressureClass pressure = birth.identity().pressureClass();
        writeText("pressureClass", pressure == null ? null : pressure.text(), out);
        out.writeStringField("state", birth.state().text());
        writeNumber("lat", birth.place().lat(), out);
        writeNumber("lon", birth.place().lon(), out);
        writeText("address", birth.place().address(), out);
        out.writeNumberField("households", birth.share().households());
        out.writeNumberField("bays", birth.share().bays());
        out.writeNumberField("lengthM", birth.share().lengthM());
        out.writeNumberField("baselineTiltDeg", birth.baselineTiltDeg());
        if (birth.reportSeconds() != null) {
            out.writeNumberField("reportSeconds", birth.reportSeconds());
        }
        if (birth.identity().simulated()) {
            out.writeBooleanField("simulated", true);
        }
        writeText("building", birth.place().neighbours().building(), out);
        writeText("main", birth.place().neighbours().main(), out);
        writeText("gridCell", birth.place().neighbours().gridCell(), out);
    }

    static byte[] bytes(Writer writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(160);
        try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
            writer.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private static void write(DeviceMessage message, JsonGenerator out) throws IOException {
        out.writeStartObject();
        if (message instanceof Reading reading) {
            writeFields(reading, out);
        } else if (message instanceof Birth birth) {
            writeFields(birth, out);
        } else if (message instanceof DeviceEvent event) {
            out.writeNumberField("t", event.t());
            out.writeStringField("event", event.type().text());
            writeNumber("value", event.value(), out);
            writeText("text", event.text(), out);
        } else if (message instanceof CommandAnswer answer) {
            out.writeNumberField("t", answer.t());
            out.writeStringField("command", answer.command());
            out.writeStringField("result", answer.result().text());
            writeText("text", answer.text(), out);
        } else if (message instanceof Death death) {
            out.writeNumberField("t", death.t());
        }
        out.writeEndObject();
    }

    private static void writeFields(Reading reading, JsonGenerator out) throws IOException {
        out.writeNumberField("t", reading.t());
        if (reading.seq() != null) {
            out.writeNumberField("seq", reading.seq());
        }
        writeValues(reading, out);
    }

    /** Writes what a reading measured into an object that is open already. */
    static void writeValues(Reading reading, JsonGenerator out) throws IOException {
        for (int rest = reading.mask(); rest != 0; rest &= rest - 1) {
            Metric metric = Metric.ofOrdinal(Integer.numberOfTrailingZeros(rest));
            double value = reading.value(metric);
            switch (metric.type()) {
                case NUMBER -> {
                    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
                        out.writeNumberField(metric.field(), (long) value);
                    } else {
                        out.writeNumberField(metric.field(), value);
                    }
                }
                case BOOLEAN -> out.writeBooleanField(metric.field(), value != 0);
                case STATE ->
                    out.writeStringField(
                            metric.field(), SensorState.ofOrdinal((int) value).text());
            }
        }
    }

    private static void writeText(String field, @Nullable String text, JsonGenerator out) throws IOException {
        if (text != null) {
            out.writeStringField(field, text);
        }
    }

    private static void writeNumber(String field, @Nullable Double number, JsonGenerator out) throws IOException {
        if (number != null) {
            out.writeNumberField(field, number);
        }
    }

    /** Writes one JSON value. */
    @FunctionalInterface
    interface Writer {
        void writeTo(JsonGenerator out) throws IOException;
    }
}
