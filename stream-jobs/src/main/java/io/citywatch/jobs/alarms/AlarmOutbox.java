package io.citywatch.jobs.alarms;

import io.citywatch.jobs.alarms.aggregate.AggregateReading;
import io.citywatch.jobs.alarms.device.Outbox;
import io.citywatch.jobs.alarms.figures.AlarmStep;
import io.citywatch.jobs.alarms.group.AgreementNews;
import io.citywatch.jobs.alarms.group.CollectiveNews;
import io.citywatch.jobs.alarms.group.FoldNews;
import io.citywatch.jobs.alarms.group.NeighbourNews;
import io.citywatch.jobs.log.LogRecord;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.lifecycle.Refusal;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.command.Command;
import io.citywatch.telemetry.topic.LogTopics;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where what is decided goes: alarms and commands into the log, what is beside them to the side outputs, and what is counted. */
final class AlarmOutbox implements Outbox {
    private static final Logger log = LoggerFactory.getLogger(AlarmOutbox.class);

    private final Map<AlarmMeter, Counter> counters = new EnumMap<>(AlarmMeter.class);
    private @Nullable Collector<LogRecord> out;
    private @Nullable Aside aside;

    AlarmOutbox(MetricGroup group) {
        for (AlarmMeter meter : AlarmMeter.values()) {
            counters.put(meter, meter.counter(group));
        }
    }

    /** Where what is beside alarms goes. */
    @FunctionalInterface
    interface Aside {
        <T> void output(OutputTag<T> tag, T value);
    }

    /** From now on it goes there. */
    void to(Collector<LogRecord> collector, Aside sideOutputs) {
        out = collector;
        aside = sideOutputs;
    }

    /** Takes an alarm out of the log. */
    void forget(String alarm) {
        emit(LogRecord.removal(LogTopics.ALARMS, alarm));
    }

    @Override
    public void alarm(Alarm alarm) {
        emit(LogRecord.of(LogTopics.ALARMS, alarm.id(), LogJson.encode(alarm)));
        aside(AlarmFunction.STEPS, AlarmStep.of(alarm));
    }

    @Override
    public void command(Command command) {
        emit(LogRecord.of(LogTopics.COMMANDS, command.address().device(), LogJson.encode(command)));
    }

    @Override
    public void agreement(AgreementNews news) {
        aside(AlarmFunction.AGREEMENTS, news);
    }

    @Override
    public void neighbour(NeighbourNews news) {
        aside(AlarmFunction.NEIGHBOURS, news);
    }

    @Override
    public void fold(FoldNews news) {
        aside(AlarmFunction.FOLDS, news);
    }

    @Override
    public void collective(CollectiveNews news) {
        aside(AlarmFunction.COLLECTIVES, news);
    }

    @Override
    public void aggregate(AggregateReading reading) {
        aside(AlarmFunction.AGGREGATES, reading);
    }

    private <T> void aside(OutputTag<T> tag, T news) {
        if (aside == null) {
            throw new IllegalStateException("news without a device");
        }
        aside.output(tag, news);
    }

    @Override
    public void refused(AlarmAction action, Refusal refusal) {
        // Operators are few, so this is no flood
        log.atInfo()
                .addKeyValue("device", action.device())
                .addKeyValue("alarm", action.alarm())
                .addKeyValue("action", action.action().text())
                .addKeyValue("principal", action.by())
                .addKeyValue("reason", refusal.text())
                .log("Operator's action refused");
    }

    @Override
    public void count(AlarmMeter meter) {
        Counter counter = counters.get(meter);
        if (counter != null) {
            counter.inc();
        }
    }

    private void emit(LogRecord record) {
        if (out == null) {
            throw new IllegalStateException("a decision without a device");
        }
        out.collect(record);
    }
}
