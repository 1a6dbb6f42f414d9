package io.citywatch.jobs.alarms.device;

import io.citywatch.jobs.alarms.AlarmMeter;
import io.citywatch.jobs.alarms.aggregate.AggregateReading;
import io.citywatch.jobs.alarms.aggregate.AggregateTerms;
import io.citywatch.jobs.alarms.detect.DeviceFacts;
import io.citywatch.jobs.alarms.detect.Finding;
import io.citywatch.jobs.alarms.detect.ForestDetector;
import io.citywatch.jobs.alarms.detect.StuckDetector;
import io.citywatch.jobs.alarms.group.AgreementNews;
import io.citywatch.jobs.alarms.group.CollectiveNews;
import io.citywatch.jobs.alarms.group.Condition;
import io.citywatch.jobs.alarms.group.FoldNews;
import io.citywatch.jobs.alarms.group.NeighbourNews;
import io.citywatch.jobs.alarms.rule.Rule;
import io.citywatch.jobs.alarms.rule.RuleBook;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.rule.AggregateSeries;
import io.citywatch.telemetry.rule.Agreement;
import io.citywatch.telemetry.rule.SeriesSpec;
import io.citywatch.telemetry.topic.DeviceAddress;

/** Tells the groups of a device what its conditions do, where that means something to them. */
final class GroupReporter {
    private final RuleBook rules;
    private final Outbox out;

    GroupReporter(RuleBook rules, Outbox out) {
        this.rules = rules;
        this.out = out;
    }

    /** A condition has begun: neighbours may agree. */
    void began(DeviceState device, Rule rule, Finding.Present present, long t) {
        for (Rule agreeing : rules.agreeing(rule.id())) {
            agreement(device, agreeing, rule, present, true, t);
        }
    }

    /** A condition is over with which neighbours may have agreed; its rule may be one that holds no more. */
    void ended(DeviceState device, Rule rule, Finding.Present present, long t) {
        for (Rule agreeing : rules.agreeing(rule.id())) {
            agreement(device, agreeing, rule, present, false, t);
        }
        Rule now = rules.rule(rule.id());
        if (now == null || now.grouping().agreement() == null) {
            agreement(device, rule, rule, present, false, t);
        }
    }

    private void agreement(
            DeviceState device, Rule agreeing, Rule rule, Finding.Present present, boolean begun, long t) {
        DeviceAddress address = device.address();
        Agreement agreement = agreeing.grouping().agreement();
        String name = agreement == null ? null : agreement.group().nameOf(neighbours(device));
        if (address != null && agreement != null && name != null) {
            out.agreement(new AgreementNews(
                    new AgreementNews.Group(agreeing.id(), agreement.group().text() + '/' + name),
                    new Condition(rule.id(), address, present.severity(), present.onset()),
                    begun,
                    t,
                    isSimulated(device),
                    new AgreementNews.Terms(agreement.within().toMillis(), agreement.members(), agreement.severity())));
        }
    }

    /** The device's value has changed, which its neighbours' rule wants to know. */
    void changed(DeviceState device, Rule rule, StuckDetector detector, long since, long t) {
        neighbour(device, rule, detector, since, t, false);
    }

    /** The device's value has stayed the same for too long: its neighbours will say what that means. */
    void stuck(DeviceState device, Rule rule, StuckDetector detector, long since, long t) {
        neighbour(device, rule, detector, since, t, true);
    }

    private void neighbour(DeviceState device, Rule rule, StuckDetector detector, long since, long t, boolean isStuck) {
        DeviceAddress address = device.address();
        SeriesSpec.Stuck.Neighbours wanted = detector.spec().neighbours();
        if (address != null && wanted != null) {
            String name = wanted.group().nameOf(neighbours(device));
            // Those of which no group is known have their district in common
            String group = name == null
                    ? "district/" + address.district()
                    : wanted.group().text() + '/' + name;
            var terms = new NeighbourNews.Terms(isStuck, wanted.share(), isSimulated(device));
            out.neighbour(new NeighbourNews(rule.id(), group, address, since, t, terms));
        }
    }

    /** A condition whose alarm may be folded has begun; else it has ended, or become too bad for that. */
    void foldable(DeviceState device, Rule rule, Finding.Present present, boolean active, long t) {
        DeviceAddress address = device.address();
        if (address != null) {
            out.fold(new FoldNews(
                    new Condition(rule.id(), address, present.severity(), present.onset()),
                    active ? FoldNews.What.BEGAN : FoldNews.What.ENDED,
                    t,
                    device.concentrator(),
                    neighbours(device),
                    isSimulated(device)));
        }
    }

    /** An alarm that stands behind another, or for others, asks whether that is still so. */
    void ask(DeviceState device, Alarm alarm, long t) {
        CollectiveNews collected = Collecting.asks(alarm, t);
        if (collected != null) {
            out.collective(collected);
            return;
        }
        out.fold(new FoldNews(
                Collecting.condition(alarm),
                FoldNews.What.ASKS,
                t,
                device.concentrator(),
                neighbours(device),
                alarm.source().simulated()));
    }

    /**
     * A reading has come that may count for a series of the device's group: it does from a device in service on which nobody
     * works, while its bucket is open.
     *
     * @param t when it was measured, never after its arrival
     * @param arrival when it arrived, as the gateway has stamped it
     */
    void measured(DeviceState device, Rule rule, ForestDetector detector, Reading reading, long t, long arrival) {
        DeviceAddress address = device.address();
        DeviceFacts facts = device.facts();
        if (address == null
                || facts == null
                || facts.state() != AssetState.COMMISSIONED
                || device.lane(Clock.ARRIVAL).suppression() != null
                || !detector.concerns(reading)) {
            return;
        }
        AggregateSeries series = detector.spec().series();
        String name = series.group().nameOf(address, facts.neighbours());
        if (name == null) {
            return;
        }
        AggregateSeries.Buckets buckets = series.buckets();
        if (arrival >= buckets.closing(buckets.endAfter(t))) {
            out.count(AlarmMeter.LATE);
            return;
        }
        out.count(AlarmMeter.AGGREGATED);
        out.aggregate(new AggregateReading(
                new AggregateTerms(rule.id(), address.kind(), rule.text(), detector.spec(), rules.since(rule.id())),
                new AggregateReading.Group(address.district(), name),
                address.device(),
                t,
                reading.value(series.metric()),
                facts.simulated()));
    }

    private static boolean isSimulated(DeviceState device) {
        DeviceFacts facts = device.facts();
        return facts != null && facts.simulated();
    }

    private static Birth.Neighbours neighbours(DeviceState device) {
        DeviceFacts facts = device.facts();
        return facts == null ? Birth.Neighbours.UNKNOWN : facts.neighbours();
    }
}
