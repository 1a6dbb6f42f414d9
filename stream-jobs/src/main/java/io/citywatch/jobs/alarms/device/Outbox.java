package io.citywatch.jobs.alarms.device;

import io.citywatch.jobs.alarms.AlarmMeter;
import io.citywatch.jobs.alarms.aggregate.AggregateReading;
import io.citywatch.jobs.alarms.group.AgreementNews;
import io.citywatch.jobs.alarms.group.CollectiveNews;
import io.citywatch.jobs.alarms.group.FoldNews;
import io.citywatch.jobs.alarms.group.NeighbourNews;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.lifecycle.Refusal;
import io.citywatch.telemetry.command.Command;

/** Where decisions go. */
public interface Outbox {
    /** An alarm's new state. */
    void alarm(Alarm alarm);

    void command(Command command);

    /** What the device's neighbours may agree with. */
    void agreement(AgreementNews news);

    /** What the group of the device has to know to judge which of its members are stuck. */
    void neighbour(NeighbourNews news);

    /** What may be part of a flood. */
    void fold(FoldNews news);

    /** Who is one of its district's alarms for which one stands, and who is no longer. */
    void collective(CollectiveNews news);

    /** What counts for a series of the device's group. */
    void aggregate(AggregateReading reading);

    /** An operator's action that was not carried out. */
    void refused(AlarmAction action, Refusal refusal);

    /** One more of these. */
    void count(AlarmMeter meter);
}
