package io.citywatch.telemetry.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.message.Reading;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Map;

/**
 * Writes readings as packs of SenML (RFC 8428), in JSON or in CBOR: the device's name and the time as base values, then a record
 * for each metric, with its unit where SenML has the metric's own. Thread-safe.
 */
public final class SenmlEncoder {
    private static final double MILLIS_PER_SECOND = 1000;

    /** Where a metric's own unit is one of SenML's. */
    private static final Map<Metric, String> UNITS = Map.of(
            Metric.BATTERY_PCT, "%EL",
            Metric.FILL_PCT, "%",
            Metric.RSSI_DBM, "dBm",
            Metric.TEMPERATURE_C, "Cel",
            Metric.CO_PPM, "ppm",
            Metric.WATER_LEVEL_M, "m");

    private final JsonFactory factory;

    private SenmlEncoder(JsonFactory factory) {
        this.factory = factory;
    }

    public static SenmlEncoder json() {
        return new SenmlEncoder(new JsonFactory());
    }

    public static SenmlEncoder cbor() {
        return new SenmlEncoder(new CBORFactory());
    }

    /** The pack of one reading of that device. */
    public byte[] encode(String device, Reading reading) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator out = factory.createGenerator(bytes)) {
            out.writeStartArray();
            out.writeStartObject();
            label(SenmlLabel.BASE_NAME, out);
            out.writeString(device + '/');
            label(SenmlLabel.BASE_TIME, out);
            seconds(reading.t(), out);
            boolean first = true;
            for (Metric metric : Metric.values()) {
                if (reading.has(metric)) {
                    if (!first) {
                        out.writeEndObject();
                        out.writeStartObject();
                    }
                    first = false;
                    record(metric, reading, out);
                }
            }
            out.writeEndObject();
            out.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private static void record(Metric metric, Reading reading, JsonGenerator out) throws IOException {
        label(SenmlLabel.NAME, out);
        out.writeString(metric.field());
        switch (metric.type()) {
            case NUMBER -> {
                String unit = UNITS.get(metric);
                if (unit != null) {
                    label(SenmlLabel.UNIT, out);
                    out.writeString(unit);
                }
                label(SenmlLabel.VALUE, out);
                out.writeNumber(reading.value(metric));
            }
            case BOOLEAN -> {
                label(SenmlLabel.BOOLEAN_VALUE, out);
                out.writeBoolean(reading.isTrue(metric));
            }
            case STATE -> {
                label(SenmlLabel.STRING_VALUE, out);
                var state = reading.sensorState();
                out.writeString(state == null ? "" : state.text());
            }
        }
    }

    private static void label(SenmlLabel label, JsonGenerator out) throws IOException {
        if (out instanceof CBORGenerator) {
            out.writeFieldId(label.number());
        } else {
            out.writeFieldName(label.text());
        }
    }

    private static void seconds(long millis, JsonGenerator out) throws IOException {
        if (out instanceof CBORGenerator) {
            out.writeNumber(millis / MILLIS_PER_SECOND);
        } else {
            out.writeNumber(BigDecimal.valueOf(millis, 3));
        }
    }
}
