package io.citywatch.telemetry.codec;

import static io.citywatch.telemetry.codec.DocumentFields.number;
import static io.citywatch.telemetry.codec.DocumentFields.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citywatch.telemetry.census.AssetCount;
import io.citywatch.telemetry.census.DeviceConflict;
import io.citywatch.telemetry.census.Forecast;
import io.citywatch.telemetry.census.Step;
import io.citywatch.telemetry.census.TargetProgress;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts, progress and conflicts as they stand in JSON: flat, each step under its own name. */
final class CensusDocuments {
    private CensusDocuments() {}

    static ObjectNode of(AssetCount count) {
        ObjectNode document = object();
        document.put("kind", count.kind().code());
        document.put("district", count.district());
        document.put("planned", count.planned());
        for (Step step : Step.values()) {
            document.put(step.text(), count.at(step));
        }
        AssetCount.Served served = count.served();
        document.put("households", served.households());
        document.put("householdsWithoutSensor", served.householdsWithoutSensor());
        document.put("bays", served.bays());
        document.put("lengthM", served.lengthM());
        return document.put("t", count.t());
    }

    static AssetCount assetCount(ObjectNode document) throws IOException {
        Map<Step, Long> assets = new EnumMap<>(Step.class);
        for (Step step : Step.values()) {
            if (document.has(step.text())) {
                assets.put(step, number(document, step.text()).longValue());
            }
        }
        FacilityKind kind = FacilityKind.ofCode(text(document, "kind"));
        if (kind == null) {
            throw new IOException("kind: '" + document.path("kind").asText() + "' is no kind of facility");
        }
        return new AssetCount(
                kind,
                text(document, "district"),
                document.hasNonNull("planned") ? number(document, "planned").doubleValue() : null,
                assets,
                new AssetCount.Served(
                        number(document, "households").longValue(),
                        document.path("householdsWithoutSensor").longValue(),
                        number(document, "bays").longValue(),
                        number(document, "lengthM").doubleValue()),
                number(document, "t").longValue());
    }

    static ObjectNode of(TargetProgress progress) {
        ObjectNode document = object();
        document.put("id", progress.id());
        document.put("target", progress.target());
        document.put("done", progress.done());
        for (Step step : Step.values()) {
            document.put(step.text(), progress.at(step));
        }
        ArrayNode days = document.putArray("days");
        for (TargetProgress.Day day : progress.days()) {
            days.addObject().put("day", day.day().toString()).put("done", day.done());
        }
        Forecast forecast = progress.forecast();
        if (forecast == null) {
            document.putNull("forecast");
        } else {
            document.putObject("forecast")
                    .put("perDay", forecast.perDay())
                    .put("date", written(forecast.date()))
                    .put("earliest", written(forecast.earliest()))
                    .put("latest", written(forecast.latest()));
        }
        return document.put("t", progress.t());
    }

    static TargetProgress targetProgress(ObjectNode document) throws IOException {
        Map<Step, Double> amounts = new EnumMap<>(Step.class);
        for (Step step : Step.values()) {
            if (document.has(step.text())) {
                amounts.put(step, number(document, step.text()).doubleValue());
            }
        }
        // What an earlier release has written says only what is done
        amounts.putIfAbsent(Step.COMMISSIONED, number(document, "done").doubleValue());
        List<TargetProgress.Day> days = new ArrayList<>();
        for (JsonNode day : document.path("days")) {
            LocalDate date = date(day, "day");
            if (date != null) {
                days.add(new TargetProgress.Day(date, number(day, "done").doubleValue()));
            }
        }
        JsonNode forecast = document.path("forecast");
        return new TargetProgress(
                text(document, "id"),
                number(document, "target").doubleValue(),
                amounts,
                days,
                forecast.isObject()
                        ? new Forecast(
                                number(forecast, "perDay").doubleValue(),
                                date(forecast, "date"),
                                date(forecast, "earliest"),
                                date(forecast, "latest"))
                        : null,
                number(document, "t").longValue());
    }

    static ObjectNode of(DeviceConflict conflict) {
        return object().put("device", conflict.device().device())
                .put("kind", conflict.device().kind().code())
                .put("district", conflict.device().district())
                .put("asset", conflict.asset())
                .put("otherAsset", conflict.otherAsset())
                .put("t", conflict.t());
    }

    static DeviceConflict deviceConflict(ObjectNode document) throws IOException {
        FacilityKind kind = FacilityKind.ofCode(text(document, "kind"));
        if (kind == null) {
            throw new IOException("kind: '" + document.path("kind").asText() + "' is no kind of facility");
        }
        try {
            return new DeviceConflict(
                    new DeviceAddress(text(document, "district"), kind, text(document, "device")),
                    text(document, "asset"),
                    text(document, "otherAsset"),
                    number(document, "t").longValue());
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static @Nullable String written(@Nullable LocalDate date) {
        return date == null ? null : date.toString();
    }

    private static @Nullable LocalDate date(JsonNode document, String field) throws IOException {
        if (!document.hasNonNull(field)) {
            return null;
        }
        try {
            return LocalDate.parse(text(document, field));
        } catch (DateTimeException e) {
            throw new IOException(field + ": '" + document.path(field).asText() + "' is no day", e);
        }
    }
}
