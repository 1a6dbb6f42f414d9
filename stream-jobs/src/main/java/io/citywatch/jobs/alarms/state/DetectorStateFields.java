package io.citywatch.jobs.alarms.state;

import io.citywatch.jobs.alarms.detect.CompositeState;
import io.citywatch.jobs.alarms.detect.CompositeState.Member;
import io.citywatch.jobs.alarms.detect.CoverState;
import io.citywatch.jobs.alarms.detect.DetectorState;
import io.citywatch.jobs.alarms.detect.DeviationState;
import io.citywatch.jobs.alarms.detect.EventState;
import io.citywatch.jobs.alarms.detect.FlappingState;
import io.citywatch.jobs.alarms.detect.LadderState;
import io.citywatch.jobs.alarms.detect.NightFlowState;
import io.citywatch.jobs.alarms.detect.RateState;
import io.citywatch.jobs.alarms.detect.RhythmState;
import io.citywatch.jobs.alarms.detect.SilenceState;
import io.citywatch.jobs.alarms.detect.SilenceState.Gap;
import io.citywatch.jobs.alarms.detect.StuckState;
import io.citywatch.jobs.alarms.series.DailyRhythmState;
import io.citywatch.jobs.binary.Fields;
import io.citywatch.telemetry.alarm.Severity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes and reads what a detector remembers: a tag that says which state it is, the newest time, and its fields. */
final class DetectorStateFields {
    private static final int LADDER = 1;
    private static final int COVER = 2;
    private static final int EVENT = 3;
    private static final int SILENCE = 4;
    private static final int EVENT_WITH_TIME = 5;
    private static final int DEVIATION = 6;
    private static final int RHYTHM = 7;
    private static final int COMPOSITE = 8;
    private static final int RATE = 9;
    private static final int FLAPPING = 10;
    private static final int STUCK = 11;
    private static final int NIGHT_FLOW = 12;
    private static final int NIGHT_FLOW_WITH_USUAL = 13;
    private static final int NO_SEVERITY = -1;
    private static final Severity[] SEVERITIES = Severity.values();

    private DetectorStateFields() {}

    static void write(DetectorState state, DataOutputView out) throws IOException {
        if (state instanceof CoverState cover) {
            writeHead(COVER, state, out);
            LadderFields.write(cover, out);
            Fields.writeDouble(cover.tiltDeg(), out);
            out.writeBoolean(cover.open());
        } else if (state instanceof DeviationState deviation) {
            writeHead(DEVIATION, state, out);
            LadderFields.write(deviation, out);
            Fields.writeVar(deviation.learned(), out);
            out.writeDouble(deviation.usual());
        } else if (state instanceof RhythmState rhythm) {
            writeHead(RHYTHM, state, out);
            LadderFields.write(rhythm, out);
            rhythm.series().write(out);
        } else if (state instanceof LadderState ladder) {
            writeHead(LADDER, state, out);
            LadderFields.write(ladder, out);
        } else if (state instanceof EventState event) {
            Long last = event.last();
            writeHead(last == null ? EVENT : EVENT_WITH_TIME, state, out);
            out.writeBoolean(event.active());
            if (last != null) {
                out.writeLong(last);
            }
        } else if (state instanceof SilenceState silence) {
            writeHead(SILENCE, state, out);
            writeSilence(silence, out);
        } else if (state instanceof CompositeState composite) {
            writeHead(COMPOSITE, state, out);
            writeComposite(composite, out);
        } else {
            writeOfSeries(state, out);
        }
    }

    private static void writeOfSeries(DetectorState state, DataOutputView out) throws IOException {
        if (state instanceof RateState rate) {
            writeHead(RATE, state, out);
            SeriesStateFields.write(rate, out);
        } else if (state instanceof FlappingState flapping) {
            writeHead(FLAPPING, state, out);
            SeriesStateFields.write(flapping, out);
        } else if (state instanceof StuckState stuck) {
            writeHead(STUCK, state, out);
            SeriesStateFields.write(stuck, out);
        } else if (state instanceof NightFlowState night) {
            writeHead(night.nights() == 0 ? NIGHT_FLOW : NIGHT_FLOW_WITH_USUAL, state, out);
            SeriesStateFields.write(night, out);
            if (night.nights() > 0) {
                SeriesStateFields.writeUsual(night, out);
            }
        }
    }

    static DetectorState read(DataInputView in) throws IOException {
        int tag = in.readByte();
        long newest = in.readLong();
        DetectorState state =
                switch (tag) {
                    case LADDER -> LadderFields.read(in);
                    case COVER ->
                        new CoverState(LadderFields.read(in), Fields.readOptionalDouble(in), in.readBoolean());
                    case EVENT -> new EventState(in.readBoolean(), null);
                    case EVENT_WITH_TIME -> new EventState(in.readBoolean(), in.readLong());
                    case SILENCE -> readSilence(in);
                    case DEVIATION -> new DeviationState(LadderFields.read(in), Fields.readVarInt(in), in.readDouble());
                    case RHYTHM -> new RhythmState(LadderFields.read(in), DailyRhythmState.read(in));
                    case COMPOSITE -> readComposite(in);
                    case RATE -> SeriesStateFields.readRate(in);
                    case FLAPPING -> SeriesStateFields.readFlapping(in);
                    case STUCK -> SeriesStateFields.readStuck(in);
                    case NIGHT_FLOW -> SeriesStateFields.readNightFlow(in);
                    case NIGHT_FLOW_WITH_USUAL -> SeriesStateFields.readNightFlowWithUsual(in);
                    default -> throw new IOException("no detector's state is written with " + tag);
                };
        state.newest(newest);
        return state;
    }

    private static void writeComposite(CompositeState composite, DataOutputView out) throws IOException {
        out.writeBoolean(composite.active());
        Fields.writeVar(composite.members().size(), out);
        for (Member member : composite.members()) {
            DetectorState state = member.state();
            out.writeBoolean(state != null);
            if (state != null) {
                write(state, out);
                Severity severity = member.severity();
                out.writeByte(severity == null ? NO_SEVERITY : severity.ordinal());
                Fields.writeLong(member.onset(), out);
                Fields.writeLong(member.overSince(), out);
            }
        }
    }

    private static CompositeState readComposite(DataInputView in) throws IOException {
        boolean active = in.readBoolean();
        List<Member> members = new ArrayList<>();
        for (int rest = Fields.readVarInt(in); rest > 0; rest--) {
            if (in.readBoolean()) {
                DetectorState state = read(in);
                int severity = in.readByte();
                members.add(new Member(
                        state,
                        severity == NO_SEVERITY ? null : SEVERITIES[severity],
                        Fields.readOptionalLong(in),
                        Fields.readOptionalLong(in)));
            } else {
                members.add(new Member(null, null, null, null));
            }
        }
        return new CompositeState(members, active);
    }

    private static void writeHead(int tag, DetectorState state, DataOutputView out) throws IOException {
        out.writeByte(tag);
        out.writeLong(state.newest());
    }

    private static void writeSilence(SilenceState silence, DataOutputView out) throws IOException {
        out.writeBoolean(silence.active());
        Fields.writeVar(silence.gaps().size(), out);
        for (Gap gap : silence.gaps()) {
            out.writeLong(gap.from());
            out.writeLong(gap.to());
            out.writeLong(gap.patienceMillis());
            Fields.writeText(gap.asset(), out);
        }
    }

    private static SilenceState readSilence(DataInputView in) throws IOException {
        boolean active = in.readBoolean();
        List<Gap> gaps = new ArrayList<>();
        for (int rest = Fields.readVarInt(in); rest > 0; rest--) {
            gaps.add(new Gap(in.readLong(), in.readLong(), in.readLong(), Fields.readOptionalText(in)));
        }
        return new SilenceState(active, gaps);
    }
}
