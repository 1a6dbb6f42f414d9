package io.citywatch.jobs.alarms.device;

import io.citywatch.jobs.alarms.rule.Rule;
import io.citywatch.jobs.alarms.rule.RuleBook;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.rule.RuleDocument;
import io.citywatch.telemetry.rule.RuleReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A device under one rule, named {@code it}, with that detector. */
final class OneRule {
    static final String IT = "it";

    private OneRule() {}

    static WatchedDevice of(FacilityKind kind, String detector) {
        return new WatchedDevice(kind, new RuleBook(List.of(rule(kind, detector))));
    }

    static Rule rule(FacilityKind kind, String detector) {
        String json = "{\"id\": \"it\", \"kinds\": [\"" + kind.code() + "\"], \"detector\": " + detector
                + ", \"text\": {\"zh\": \"甲\", \"en\": \"A\"}}";
        RuleReader.Result result = RuleReader.read(json.getBytes(StandardCharsets.UTF_8));
        RuleDocument document = result.single();
        if (document == null) {
            throw new AssertionError(result.problems());
        }
        return Rule.of(document);
    }

    static Reading reading(double second, Metric metric, double value) {
        return Reading.at(WatchedDevice.at(second)).with(metric, value).build();
    }
}
