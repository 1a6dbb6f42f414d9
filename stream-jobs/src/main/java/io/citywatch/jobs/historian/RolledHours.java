package io.citywatch.jobs.historian;

import io.citywatch.jobs.historian.rollup.HourSum;
import io.citywatch.jobs.historian.rollup.HourSums;
import io.citywatch.jobs.historian.rollup.RollUpSpan;
import io.citywatch.jobs.historian.rollup.RollUpSpanSerializer;
import io.citywatch.jobs.historian.rollup.RollUpWidth;
import io.citywatch.jobs.influx.LineBuffer;
import io.citywatch.jobs.influx.Points;
import io.citywatch.jobs.uplink.DeviceUplink;
import io.citywatch.jobs.uplink.PositionedUplink;
import io.citywatch.jobs.uplink.UplinkTick;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.topic.Channel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.jspecify.annotations.Nullable;

/**
 * What a task rolls up: hours, which it sums up itself as far as it can, and spans that InfluxDB has to sum up. Not
 * thread-safe.
 */
final class RolledHours {
    /** What is remembered to be said already; more than that is said twice. */
    private static final int MAX_SAID = 10_000;

    /** With each record so many hours are written at most, so that a whole city's do not hold up its readings. */
    private static final int MOST_WITH_A_RECORD = 4;

    /** With the gateway's mark of time, which comes each second, however few records there are. */
    private static final int MOST_WITH_A_TICK = 1_000;

    private final Map<Integer, HourSums> partitions = new HashMap<>();
    private final LineBuffer lines = new LineBuffer();
    private final Set<RollUpSpan> said = new HashSet<>();
    /** What InfluxDB has to sum up because of a restart, and has not been told yet. */
    private final List<RollUpSpan> untold = new ArrayList<>();

    private @Nullable ListState<RollUpSpan> state;

    /** Hours that were open in the checkpoint are InfluxDB's. */
    void restore(FunctionInitializationContext context) throws Exception {
        state = context.getOperatorStateStore()
                .getListState(new ListStateDescriptor<>("open-hours", RollUpSpanSerializer.TYPE));
        state.get().forEach(untold::add);
    }

    /** What is written after this is certain only with the next checkpoint, and is said again. */
    void save() throws Exception {
        said.clear();
        if (state != null) {
            Set<RollUpSpan> open = new HashSet<>(untold);
            partitions.values().forEach(sums -> open.addAll(sums.open()));
            state.update(new ArrayList<>(open));
        }
    }

    /**
     * Takes note of a record, whatever it is.
     *
     * @param before how many messages of the device with readings of the arrival came in the same millisecond before
     * @param touched hears what InfluxDB has to sum up
     * @param rolledUp takes hours that are summed up
     */
    void passes(PositionedUplink record, int before, Consumer<RollUpSpan> touched, Consumer<Points> rolledUp) {
        untold.forEach(touched);
        untold.clear();
        HourSums sums = partitions.computeIfAbsent(
                record.position().partition(), partition -> new HourSums(record.timestamp()));
        sums.passes(record.timestamp());
        if (record.uplink() instanceof DeviceUplink message) {
            int place = MessageLines.place(before);
            for (DeviceMessage content : message.messages()) {
                if (content instanceof Reading reading && !reading.isEmpty()) {
                    boolean isAlone = !message.isOfArrival(reading) || place++ == 0;
                    if (record.ofEdgeNode()) {
                        sayBoth(message, reading, touched);
                    } else {
                        add(sums, message, reading, isAlone, touched);
                    }
                }
            }
        }
        sums.take(record.uplink() instanceof UplinkTick ? MOST_WITH_A_TICK : MOST_WITH_A_RECORD, sum -> {
            if (sum.isDisordered()) {
                say(RollUpSpan.hour(sum.address().kind(), sum.address().device(), sum.hour()), touched);
            } else {
                rolledUp.accept(points(sum, record.timestamp()));
            }
        });
    }

    /**
     * What edge nodes say of a device may stand in as many partitions as there are edge nodes that hear it, and no task has all of
     * its hour.
     */
    private void sayBoth(DeviceUplink message, Reading reading, Consumer<RollUpSpan> touched) {
        var kind = message.address().kind();
        say(RollUpSpan.of(kind, RollUpWidth.MINUTE, reading.t()), touched);
        say(RollUpSpan.hour(kind, message.address().device(), reading.t()), touched);
    }

    private void add(
            HourSums sums, DeviceUplink message, Reading reading, boolean isAlone, Consumer<RollUpSpan> touched) {
        var kind = message.address().kind();
        say(RollUpSpan.of(kind, RollUpWidth.MINUTE, reading.t()), touched);
        switch (sums.add(message.address(), reading, isAlone)) {
            case SUMMED_UP -> {}
            case BEFORE_THE_BEGINNING -> say(RollUpSpan.of(kind, RollUpWidth.HOUR, reading.t()), touched);
            case LATE -> say(RollUpSpan.hour(kind, message.address().device(), reading.t()), touched);
        }
    }

    private void say(RollUpSpan span, Consumer<RollUpSpan> touched) {
        if (said.add(span)) {
            touched.accept(span);
        }
        if (said.size() > MAX_SAID) {
            said.clear();
        }
    }

    private Points points(HourSum sum, long t) {
        sum.write(lines);
        return new Points(
                lines.take(),
                1,
                new Points.Origin(
                        sum.address().topic(Channel.TELEMETRY), sum.address().device(), t));
    }
}
