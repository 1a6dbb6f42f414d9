package io.citywatch.jobs.alarms.aggregate;

import io.citywatch.jobs.alarms.aggregate.AggregateReading.Group;
import io.citywatch.jobs.alarms.detect.ForestDetector;
import io.citywatch.jobs.alarms.detect.ForestState;
import io.citywatch.jobs.alarms.detect.LadderState;
import io.citywatch.jobs.alarms.series.RandomCutForestDetector.Forest;
import io.citywatch.jobs.alarms.state.LadderFields;
import io.citywatch.jobs.binary.Fields;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one series of a group, but for the readings of buckets that are open. Mutable, touched by one thread
 * only.
 */
final class GroupSeries {
    private static final int USUAL_BYTES = 256 * 1024;

    final Group group;
    AggregateTerms terms;
    ForestState forest;
    /** The end of the newest bucket that is closed, in milliseconds since 1970 UTC. */
    long closed = Long.MIN_VALUE;
    /** When it is looked whether the group has been silent for long, in milliseconds since 1970 UTC. */
    long look;
    /** Whether a real device has spoken; simulated ones count no more then. */
    boolean real;
    /** The onset of the alarm that stands. */
    @Nullable
    Long onset;

    /** A series that nobody has heard of. */
    GroupSeries(Group group, AggregateTerms terms) {
        this(group, terms, new ForestDetector(terms.detector()).fresh());
    }

    private GroupSeries(Group group, AggregateTerms terms, ForestState forest) {
        this.group = group;
        this.terms = terms;
        this.forest = forest;
    }

    /** The name in whose place its alarm stands. */
    String device() {
        return group.device(terms);
    }

    PackedSeries pack() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(USUAL_BYTES);
        Fields.writeText(group.district(), out);
        Fields.writeText(group.name(), out);
        TermsFields.write(terms, out);
        LadderFields.write(forest, out);
        forest.forest().write(out);
        out.writeLong(closed);
        out.writeLong(look);
        out.writeBoolean(real);
        Fields.writeLong(onset, out);
        out.writeLong(terms.since());
        return new PackedSeries(out.getCopyOfBuffer());
    }

    /**
     * A series that was packed when of a group's name only what follows the last {@code /} counted, with that for its name: its
     * alarm stands there. The group itself speaks under its whole name now, so this series is forgotten as any that nobody speaks of.
     */
    static PackedSeries withNameThatCounted(PackedSeries packed) throws IOException {
        DataInputDeserializer in = new DataInputDeserializer(packed.form());
        String district = Fields.readText(in);
        String name = Fields.readText(in);
        DataOutputSerializer out = new DataOutputSerializer(packed.form().length);
        Fields.writeText(district, out);
        Fields.writeText(name.substring(name.lastIndexOf('/') + 1), out);
        out.write(in, in.available());
        return new PackedSeries(out.getCopyOfBuffer());
    }

    /** A series that was packed when it was not known since when its rule holds. */
    static PackedSeries ofRuleThatAlwaysHeld(PackedSeries packed) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(packed.form().length + Long.BYTES);
        out.write(packed.form());
        out.writeLong(AggregateTerms.ALWAYS);
        return new PackedSeries(out.getCopyOfBuffer());
    }

    /** Its alarm is over, and what led to it begins no other; the forest goes on. */
    void calm() {
        onset = null;
        forest = new ForestState(new LadderState(), forest.forest());
    }

    static GroupSeries unpack(PackedSeries packed) throws IOException {
        DataInputDeserializer in = new DataInputDeserializer(packed.form());
        GroupSeries series = new GroupSeries(
                new Group(Fields.readText(in), Fields.readText(in)),
                TermsFields.read(in),
                new ForestState(LadderFields.read(in), Forest.read(in)));
        series.closed = in.readLong();
        series.look = in.readLong();
        series.real = in.readBoolean();
        series.onset = Fields.readOptionalLong(in);
        series.terms = series.terms.holdingSince(in.readLong());
        return series;
    }
}
