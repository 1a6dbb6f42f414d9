package io.citywatch.console.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citywatch.console.access.Caller;
import io.citywatch.console.view.AlarmCounts;
import io.citywatch.console.view.UplinkSample;
import io.citywatch.console.view.Views;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmAction.Verb;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.alarm.lifecycle.ActionTerms;
import io.citywatch.telemetry.alarm.lifecycle.Guards;
import io.citywatch.telemetry.census.AssetCount;
import io.citywatch.telemetry.census.ParkingCount;
import io.citywatch.telemetry.census.TargetProgress;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.programme.Programme;
import io.citywatch.telemetry.programme.Target;
import io.citywatch.telemetry.registry.DeviceRecord;
import java.time.InstantSource;
import java.util.List;

/** The documents that the API and the event stream answer with. */
final class Documents {
    private final Views views;
    private final Programme programme;
    private final InstantSource clock;

    Documents(Views views, Programme programme, InstantSource clock) {
        this.views = views;
        this.programme = programme;
        this.clock = clock;
    }

    /**
     * An alarm as it stands in the log, with its device's {@code address} where that is known, the {@code actions} that can be
     * taken on it now, and whether putting it aside by design takes a work order.
     */
    ObjectNode alarm(Alarm alarm) {
        return alarm(alarm, guards());
    }

    /** What the rules that hold now say of putting alarms aside; the very same until they change. */
    Guards guards() {
        return views.rules().at(clock.millis());
    }

    private ObjectNode alarm(Alarm alarm, Guards guards) {
        ObjectNode document = Json.ours(LogJson.encode(alarm));
        DeviceRecord device = views.devices().get(alarm.source().device());
        if (device != null && device.birth().place().address() != null) {
            document.put("address", device.birth().place().address());
        }
        ArrayNode actions = document.putArray("actions");
        for (Verb verb : Verb.values()) {
            if (!verb.isOfRules() && ActionTerms.refusal(alarm, verb, guards) == null) {
                actions.add(verb.text());
            }
        }
        FacilityKind kind = alarm.source().kind();
        return document.put("workOrderNeeded", ActionTerms.needsWorkOrder(Verb.SUPPRESS, kind, guards));
    }

    /** The first of those alarms, and how many there are in all. */
    ObjectNode alarms(List<Alarm> alarms, int limit) {
        ObjectNode document = Json.object();
        ArrayNode array = document.putArray("alarms");
        Guards guards = guards();
        alarms.stream().limit(limit).map(alarm -> alarm(alarm, guards)).forEach(array::add);
        document.put("total", alarms.size());
        return document;
    }

    /** How many alarms a page would have if it had all of them. */
    ObjectNode counts() {
        AlarmCounts counts = views.alarms().counts();
        ObjectNode document = Json.object().put("total", counts.total()).put("aside", counts.aside());
        ObjectNode severities = document.putObject("severities");
        for (Severity severity : Severity.values()) {
            var standing = counts.severities().getOrDefault(severity, new AlarmCounts.Standing(0, 0));
            severities
                    .putObject(severity.text())
                    .put("standing", standing.standing())
                    .put("unseen", standing.unseen());
        }
        return document;
    }

    ObjectNode figures() {
        ObjectNode document = Json.object();
        document.set("figures", Json.tree(views.figures().all()));
        return document;
    }

    ObjectNode census() {
        ObjectNode document = Json.object();
        document.put("year", programme.year());
        document.set("city", Json.tree(programme.city()));
        ArrayNode districts = document.putArray("districts");
        programme.districts().forEach(district -> districts
                .addObject()
                .put("code", district.code())
                .put("zh", district.zh())
                .put("en", district.en())
                .put("lon", district.lon())
                .put("lat", district.lat()));
        ArrayNode targets = document.putArray("targets");
        programme.targets().forEach(target -> targets.add(target(target)));
        List<AssetCount> counts = views.census().counts();
        ArrayNode rows = document.putArray("counts");
        counts.forEach(count -> rows.add(Json.ours(LogJson.encode(count))));
        ArrayNode conflicts = document.putArray("conflicts");
        views.census().conflicts().forEach(conflict -> conflicts.add(Json.ours(LogJson.encode(conflict))));
        ArrayNode parking = document.putArray("parking");
        views.census().parking().forEach(area -> parking.add(parking(area)));
        document.put("t", counts.stream().mapToLong(AssetCount::t).max().orElse(0));
        return document;
    }

    /** The hours stay away: the day is what is shown live, hours are in the history. */
    private static ObjectNode parking(ParkingCount count) {
        ObjectNode document = Json.ours(LogJson.encode(count));
        document.remove("hours");
        return document;
    }

    private ObjectNode target(Target target) {
        TargetProgress progress = views.census().progress(target.id());
        FacilityKind kind = target.kind();
        ObjectNode document = Json.object()
                .put("id", target.id())
                .put("kind", kind == null ? null : kind.code())
                .put("zh", target.zh())
                .put("en", target.en())
                .put("measure", target.measure().text())
                .put("target", target.target());
        if (progress == null) {
            return document.put("done", 0).putNull("t");
        }
        // What the programme says is to be reached holds, also while the census still counts by an older one
        ObjectNode counted = Json.ours(LogJson.encode(progress));
        counted.remove("target");
        document.setAll(counted);
        return document;
    }

    ObjectNode device(DeviceRecord device) {
        return Json.ours(LogJson.encode(device));
    }

    /** What devices of a kind measure: field, unit and type. */
    ArrayNode metrics(FacilityKind kind) {
        ArrayNode metrics = Json.object().putArray("metrics");
        for (Metric metric : kind.metrics()) {
            metrics.addObject()
                    .put("metric", metric.field())
                    .put("unit", metric.unit())
                    .put("type", metric.type().name().toLowerCase(java.util.Locale.ROOT));
        }
        return metrics;
    }

    ObjectNode sample(UplinkSample sample) {
        ObjectNode document = Json.object();
        document.put("rate", Math.round(sample.messagesPerSecond() * 10) / 10.0);
        ArrayNode readings = document.putArray("readings");
        for (UplinkSample.Sampled sampled : sample.readings()) {
            ObjectNode reading = readings.addObject()
                    .put("device", sampled.address().device())
                    .put("kind", sampled.address().kind().code())
                    .put("district", sampled.address().district())
                    .put("t", sampled.reading().t())
                    .put("arrival", sampled.arrival());
            reading.set("values", values(sampled.reading()));
        }
        return document;
    }

    private static ObjectNode values(Reading reading) {
        ObjectNode values = Json.object();
        for (Metric metric : Metric.values()) {
            if (reading.has(metric)) {
                switch (metric.type()) {
                    case NUMBER -> values.put(metric.field(), reading.value(metric));
                    case BOOLEAN -> values.put(metric.field(), reading.isTrue(metric));
                    case STATE -> {
                        var state = reading.sensorState();
                        values.put(metric.field(), state == null ? null : state.text());
                    }
                }
            }
        }
        return values;
    }

    /** The caller, and what the page has to know before anything else. */
    ObjectNode hello(Caller caller, long now) {
        ObjectNode document = session(caller).put("t", now);
        ObjectNode units = document.putObject("units");
        for (Metric metric : Metric.values()) {
            units.put(metric.field(), metric.unit());
        }
        return document;
    }

    ObjectNode session(Caller caller) {
        return Json.object()
                .put("role", caller.role().text())
                .put("name", caller.name())
                .put("expires", caller.expires().toEpochMilli());
    }
}
