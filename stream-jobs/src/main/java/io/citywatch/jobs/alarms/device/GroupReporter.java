package io.citywatch.jobs.alarms.device;

import io.citywatch.jobs.alarms.detect.DeviceFacts;
import io.citywatch.jobs.alarms.detect.Finding;
import io.citywatch.jobs.alarms.group.AgreementNews;
import io.citywatch.jobs.alarms.group.Condition;
import io.citywatch.jobs.alarms.group.FoldNews;
import io.citywatch.jobs.alarms.rule.Rule;
import io.citywatch.jobs.alarms.rule.RuleBook;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.rule.Agreement;
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
        DeviceAddress address = device.address();
        if (address == null) {
            return;
        }
        Birth.Neighbours neighbours = neighbours(device);
        for (Rule agreeing : rules.agreeing(rule.id())) {
            Agreement agreement = agreeing.grouping().agreement();
            String name = agreement == null ? null : agreement.group().nameOf(neighbours);
            if (agreement != null && name != null) {
                out.agreement(new AgreementNews(
                        agreeing.id(),
                        agreement.group().text() + '/' + name,
                        new Condition(rule.id(), address, present.severity(), present.onset()),
                        t,
                        new AgreementNews.Terms(
                                agreement.within().toMillis(), agreement.members(), agreement.severity())));
            }
        }
    }

    /** A condition whose alarm may be folded has begun; else it has ended, or become too bad for that. */
    void foldable(DeviceState device, Rule rule, Finding.Present present, boolean active, long t) {
        DeviceAddress address = device.address();
        if (address != null) {
            out.fold(new FoldNews(
                    new Condition(rule.id(), address, present.severity(), present.onset()),
                    active,
                    t,
                    device.concentrator(),
                    neighbours(device),
                    device.facts() != null && device.facts().simulated()));
        }
    }

    private static Birth.Neighbours neighbours(DeviceState device) {
        DeviceFacts facts = device.facts();
        return facts == null ? Birth.Neighbours.UNKNOWN : facts.neighbours();
    }
}
