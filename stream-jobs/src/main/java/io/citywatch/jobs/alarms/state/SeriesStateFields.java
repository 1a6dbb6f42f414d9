package io.citywatch.jobs.alarms.state;

import io.citywatch.jobs.alarms.detect.FlappingState;
import io.citywatch.jobs.alarms.detect.NightFlowState;
import io.citywatch.jobs.alarms.detect.RateState;
import io.citywatch.jobs.alarms.detect.RateState.Episode;
import io.citywatch.jobs.alarms.detect.RateState.Sample;
import io.citywatch.jobs.alarms.detect.StuckState;
import io.citywatch.jobs.binary.Fields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes and reads what detectors remember of the values of the last while; times after the first one as distances. */
final class SeriesStateFields {
    private SeriesStateFields() {}

    static void write(RateState state, DataOutputView out) throws IOException {
        Fields.writeVar(state.samples().size(), out);
        long before = 0;
        for (Sample sample : state.samples()) {
            Fields.writeVar(sample.t() - before, out);
            out.writeFloat(sample.value());
            before = sample.t();
        }
        Episode episode = state.episode();
        out.writeBoolean(episode != null);
        if (episode != null) {
            out.writeFloat(episode.back());
            out.writeLong(episode.lastMet());
        }
    }

    static RateState readRate(DataInputView in) throws IOException {
        List<Sample> samples = new ArrayList<>();
        long t = 0;
        for (int rest = Fields.readVarInt(in); rest > 0; rest--) {
            t += Fields.readVar(in);
            samples.add(new Sample(t, in.readFloat()));
        }
        return new RateState(samples, in.readBoolean() ? new Episode(in.readFloat(), in.readLong()) : null);
    }

    static void write(FlappingState state, DataOutputView out) throws IOException {
        Fields.writeDouble(state.value(), out);
        Fields.writeVar(state.changes().size(), out);
        long before = 0;
        for (long change : state.changes()) {
            Fields.writeVar(change - before, out);
            before = change;
        }
        out.writeBoolean(state.active());
    }

    static FlappingState readFlapping(DataInputView in) throws IOException {
        Double value = Fields.readOptionalDouble(in);
        List<Long> changes = new ArrayList<>();
        long t = 0;
        for (int rest = Fields.readVarInt(in); rest > 0; rest--) {
            t += Fields.readVar(in);
            changes.add(t);
        }
        return new FlappingState(value, changes, in.readBoolean());
    }

    static void write(StuckState state, DataOutputView out) throws IOException {
        out.writeDouble(state.value());
        out.writeLong(state.since());
        Fields.writeVar(state.reports(), out);
        out.writeBoolean(state.active());
    }

    static StuckState readStuck(DataInputView in) throws IOException {
        return new StuckState(in.readDouble(), in.readLong(), Fields.readVarInt(in), in.readBoolean());
    }

    static void write(NightFlowState state, DataOutputView out) throws IOException {
        out.writeLong(state.day());
        out.writeDouble(state.sum());
        Fields.writeVar(state.count(), out);
        out.writeDouble(state.nightSum());
        Fields.writeVar(state.nightCount(), out);
        out.writeBoolean(state.active());
    }

    static NightFlowState readNightFlow(DataInputView in) throws IOException {
        return new NightFlowState(
                in.readLong(),
                in.readDouble(),
                Fields.readVarInt(in),
                in.readDouble(),
                Fields.readVarInt(in),
                in.readBoolean());
    }

    static void writeUsual(NightFlowState state, DataOutputView out) throws IOException {
        Fields.writeVar(state.nights(), out);
        out.writeDouble(state.usual());
    }

    static NightFlowState readNightFlowWithUsual(DataInputView in) throws IOException {
        return readNightFlow(in).with(Fields.readVarInt(in), in.readDouble());
    }
}
