package io.citywatch.jobs.alarms;

import io.citywatch.telemetry.meter.Meter;
import io.citywatch.telemetry.meter.MeterSpec;
import io.citywatch.telemetry.meter.MeterType;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** The counters of the alarm job, under {@code citywatch.alarms} in Flink's metrics. */
public enum AlarmMeter implements Meter {
    MESSAGES("messages", "messages", "What devices said, of any kind."),
    OLD_NEWS("oldNews", "messages", "Messages that came too late, or out of order, to say anything about now."),
    WRONG_CLOCK(
            "wrongClock", "messages", "Messages taken to be of their arrival, since their device's clock is wrong."),
    LAST_WORD(
            "lastWord",
            "readings",
            "Late readings of critical gas taken to be of now, since the device had nothing newer to say."),
    RAISED("raised", "alarms", "Alarms raised."),
    WORSENED("worsened", "alarms", "Alarms that became worse."),
    CLEARED("cleared", "alarms", "Alarms whose condition ended."),
    ESCALATED("escalated", "alarms", "Alarms escalated because nobody acknowledged them in time."),
    ACTIONS("actions", "actions", "Operators' actions that were carried out."),
    REFUSED("refused", "actions", "Operators' actions that came too late or made no sense."),
    FOLDABLE("foldable", "conditions", "Conditions withheld until it was known whether they were part of a flood."),
    FOLDED("folded", "alarms", "Alarms folded into one that stands for them."),
    AGGREGATED("aggregated", "readings", "Readings that went to a series of the device's group."),
    LATE("late", "readings", "Readings that came when their bucket of such a series was closed."),
    GROUP_ACTIONS("groupActions", "actions", "Actions of rules on what several devices show together."),
    MOOT("moot", "actions", "Such actions that said nothing new, or came when their episode was over."),
    HELD("held", "actions", "Operators' actions that had to wait until the replayed log had come to their time."),
    UNREADABLE("unreadable", "records", "Records of actions and rules that could not be read."),
    COMMANDS("commands", "commands", "Commands given to devices."),
    REPEATED("repeated", "commands", "Commands given again because no answer had come."),
    WITHHELD("withheld", "commands", "Commands kept back by an interlock."),
    UNDONE("undone", "commands", "Commands that a device refused, failed to carry out or did not answer in time."),
    STRAY_ANSWERS("strayAnswers", "answers", "Answers to commands that are not awaited.");

    private final String key;
    private final MeterSpec spec;

    AlarmMeter(String key, String unit, String text) {
        this.key = key;
        spec = new MeterSpec("citywatch.alarms." + key, MeterType.COUNTER, unit, text);
    }

    @Override
    public MeterSpec spec() {
        return spec;
    }

    /** Its counter in an operator's group. */
    Counter counter(MetricGroup operator) {
        return operator.addGroup("citywatch").addGroup("alarms").counter(key);
    }
}
