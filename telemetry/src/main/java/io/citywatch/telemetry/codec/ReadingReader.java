package io.citywatch.telemetry.codec;

import com.fasterxml.jackson.core.JsonParser;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.facility.SensorState;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.rejected.RejectReason;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads one object of a telemetry message. Not thread-safe. */
final class ReadingReader {
    private static final String STATES =
            Stream.of(SensorState.values()).map(SensorState::text).collect(Collectors.joining(", "));

    private final Reading.Builder builder = Reading.at(0);

    @Nullable
    Reading read(JsonParser parser, ObjectFields fields) throws IOException {
        FacilityKind kind = fields.payload().topic().address().kind();
        builder.reset(0);
        boolean mentioned = false;
        boolean timeSeen = false;
        boolean seqSeen = false;
        for (String field = fields.next(); field != null; field = fields.next()) {
            Metric metric = Metric.ofField(field);
            if (metric != null && kind.measures(metric)) {
                mentioned = true;
                readMetric(parser, fields, metric);
            } else if (field.equals("t")) {
                if (timeSeen) {
                    fields.duplicate(field);
                } else {
                    timeSeen = true;
                    fields.readTime();
                }
            } else if (field.equals("seq")) {
                if (seqSeen) {
                    fields.duplicate(field);
                } else {
                    seqSeen = true;
                    readSeq(fields);
                }
            } else {
                fields.unknown(field, "t, seq, " + names(kind));
            }
        }
        if (!mentioned) {
            fields.missing("(any metric)", "nothing was measured; " + kind.code() + " has " + names(kind));
        }
        return builder.isEmpty() ? null : builder.t(fields.time()).build();
    }

    private void readMetric(JsonParser parser, ObjectFields fields, Metric metric) throws IOException {
        String field = metric.field();
        if (builder.has(metric)) {
            fields.duplicate(field);
            return;
        }
        switch (metric.type()) {
            case NUMBER -> {
                if (parser.currentToken().isNumeric()) {
                    double value = parser.getDoubleValue();
                    if (metric.accepts(value)) {
                        builder.with(metric, value);
                    } else {
                        fields.reject(
                                RejectReason.OUT_OF_RANGE,
                                field,
                                parser.getText() + " is outside " + metric.min() + " to " + metric.max() + " "
                                        + metric.unit());
                    }
                } else {
                    fields.number(field, metric.min(), metric.max());
                }
            }
            case BOOLEAN -> {
                Boolean value = fields.flag(field);
                if (value != null) {
                    builder.with(metric, value);
                }
            }
            case STATE -> readState(fields, field);
        }
    }

    private void readState(ObjectFields fields, String field) throws IOException {
        String text = fields.text(field, 32);
        if (text == null) {
            return;
        }
        SensorState state = SensorState.ofText(text);
        if (state == null) {
            fields.notOneOf(field, text, STATES);
        } else {
            builder.with(state);
        }
    }

    private void readSeq(ObjectFields fields) throws IOException {
        Long seq = fields.integer("seq", 0, Long.MAX_VALUE);
        if (seq != null) {
            builder.seq(seq);
        }
    }

    private static String names(FacilityKind kind) {
        return kind.metrics().stream().map(Metric::field).collect(Collectors.joining(", "));
    }
}
