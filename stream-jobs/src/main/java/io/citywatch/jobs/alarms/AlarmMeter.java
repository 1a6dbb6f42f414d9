package io.citywatch.jobs.alarms;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** The counters of the alarm job, under {@code citywatch.alarms} in Flink's metrics. */
public enum AlarmMeter {
    MESSAGES("messages", "messages", "what devices said, of any kind"),
    OLD_NEWS("oldNews", "messages", "messages that came too late, or out of order, to say anything about now"),
    RAISED("raised", "alarms", "alarms raised"),
    WORSENED("worsened", "alarms", "alarms that became worse"),
    CLEARED("cleared", "alarms", "alarms whose condition ended"),
    ESCALATED("escalated", "alarms", "alarms escalated because nobody acknowledged them in time"),
    ACTIONS("actions", "actions", "operators' actions that were carried out"),
    REFUSED("refused", "actions", "operators' actions that came too late or made no sense"),
    FOLDABLE("foldable", "conditions", "conditions withheld until it was known whether they were part of a flood"),
    FOLDED("folded", "alarms", "alarms folded into one that stands for them"),
    AGGREGATED("aggregated", "readings", "readings that went to a series of the device's group"),
    LATE("late", "readings", "readings that came when their bucket of such a series was closed"),
    GROUP_ACTIONS("groupActions", "actions", "actions of rules on what several devices show together"),
    MOOT("moot", "actions", "such actions that said nothing new, or came when their episode was over"),
    HELD("held", "actions", "operators' actions that had to wait until the replayed log had come to their time"),
    UNREADABLE("unreadable", "records", "records of actions and rules that could not be read"),
    COMMANDS("commands", "commands", "commands given to devices"),
    REPEATED("repeated", "commands", "commands given again because no answer had come"),
    WITHHELD("withheld", "commands", "commands kept back by an interlock"),
    UNDONE("undone", "commands", "commands that a device refused, failed to carry out or did not answer in time"),
    STRAY_ANSWERS("strayAnswers", "answers", "answers to commands that are not awaited");

    private final String key;
    private final String unit;
    private final String text;

    AlarmMeter(String key, String unit, String text) {
        this.key = key;
        this.unit = unit;
        this.text = text;
    }

    /** The last part of the metric's name. */
    public String key() {
        return key;
    }

    public String unit() {
        return unit;
    }

    /** What it counts. */
    public String text() {
        return text;
    }

    /** Its counter in an operator's group. */
    Counter counter(MetricGroup operator) {
        return operator.addGroup("citywatch").addGroup("alarms").counter(key);
    }
}
