package io.citywatch.jobs.alarms.aggregate;

import io.citywatch.jobs.binary.Fields;
import io.citywatch.telemetry.alarm.AlarmText;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.rule.AggregateSeries;
import io.citywatch.telemetry.rule.AggregateSeries.Aggregate;
import io.citywatch.telemetry.rule.AggregateSeries.Buckets;
import io.citywatch.telemetry.rule.AggregateSeries.GroupBy;
import io.citywatch.telemetry.rule.ForestShape;
import io.citywatch.telemetry.rule.SeriesSpec.RandomCutForest;
import java.io.IOException;
import java.time.Duration;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes and reads what rules say of series, but for since when they do; enums stand by their ordinals, whose order is fixed, times in seconds. */
final class TermsFields {
    private static final Severity[] SEVERITIES = Severity.values();
    private static final GroupBy[] GROUPS = GroupBy.values();
    private static final Aggregate[] AGGREGATES = Aggregate.values();

    private TermsFields() {}

    static void write(AggregateTerms terms, DataOutputView out) throws IOException {
        Fields.writeText(terms.rule(), out);
        out.writeByte(terms.kind().ordinal());
        Fields.writeText(terms.text().zh(), out);
        Fields.writeText(terms.text().en(), out);
        AggregateSeries series = terms.detector().series();
        out.writeByte(series.metric().ordinal());
        out.writeByte(series.group().ordinal());
        out.writeByte(series.aggregate().ordinal());
        Fields.writeVar(series.minDevices(), out);
        writeSeconds(series.buckets().length(), out);
        writeSeconds(series.buckets().lateness(), out);
        writeSeconds(series.buckets().hold(), out);
        ForestShape shape = terms.detector().shape();
        Fields.writeVar(shape.trees(), out);
        Fields.writeVar(shape.sampleSize(), out);
        Fields.writeVar(shape.shingle(), out);
        Fields.writeVar(shape.warmUp(), out);
        RandomCutForest.Band band = terms.detector().band();
        out.writeDouble(band.score());
        writeSeconds(band.sustain(), out);
        out.writeDouble(band.clearScore());
        writeSeconds(band.clearSustain(), out);
        out.writeByte(terms.detector().severity().ordinal());
    }

    static AggregateTerms read(DataInputView in) throws IOException {
        String rule = Fields.readText(in);
        FacilityKind kind = FacilityKind.ofOrdinal(in.readByte());
        AlarmText text = new AlarmText(Fields.readText(in), Fields.readText(in));
        AggregateSeries series = new AggregateSeries(
                Metric.ofOrdinal(in.readByte()),
                GROUPS[in.readByte()],
                AGGREGATES[in.readByte()],
                Fields.readVarInt(in),
                new Buckets(readSeconds(in), readSeconds(in), readSeconds(in)));
        ForestShape shape = new ForestShape(
                Fields.readVarInt(in), Fields.readVarInt(in), Fields.readVarInt(in), Fields.readVarInt(in));
        RandomCutForest.Band band =
                new RandomCutForest.Band(in.readDouble(), readSeconds(in), in.readDouble(), readSeconds(in));
        return new AggregateTerms(
                rule,
                kind,
                text,
                new RandomCutForest(series, shape, band, SEVERITIES[in.readByte()]),
                AggregateTerms.ALWAYS);
    }

    private static void writeSeconds(Duration duration, DataOutputView out) throws IOException {
        Fields.writeVar(duration.toSeconds(), out);
    }

    private static Duration readSeconds(DataInputView in) throws IOException {
        return Duration.ofSeconds(Fields.readVar(in));
    }
}
