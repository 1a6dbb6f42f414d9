package io.citywatch.telemetry.codec;

import static io.citywatch.telemetry.codec.DocumentFields.number;
import static io.citywatch.telemetry.codec.DocumentFields.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citywatch.telemetry.census.ParkingArea;
import io.citywatch.telemetry.census.ParkingCount;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The use of parking bays as it stands in JSON. */
final class ParkingDocuments {
    private ParkingDocuments() {}

    static ObjectNode of(ParkingCount count) {
        ObjectNode document = JsonNodeFactory.instance
                .objectNode()
                .put("district", count.area().district())
                .put("area", count.area().street())
                .put("bays", count.bays().all())
                .put("known", count.bays().known())
                .put("occupied", count.bays().occupied());
        ParkingCount.Today today = count.today();
        ObjectNode day = document.putObject("today").put("day", today.day().toString());
        write(today.figures(), day);
        ParkingCount.Hour peak = today.peak();
        if (peak == null) {
            day.putNull("peak");
        } else {
            day.putObject("peak")
                    .put("hour", peak.t())
                    .put("occupancy", peak.figures().occupancy());
        }
        ArrayNode hours = document.putArray("hours");
        for (ParkingCount.Hour hour : count.hours()) {
            write(hour.figures(), hours.addObject().put("hour", hour.t()));
        }
        return document.put("t", count.t());
    }

    static ParkingCount parkingCount(ObjectNode document) throws IOException {
        List<ParkingCount.Hour> hours = new ArrayList<>();
        for (JsonNode hour : document.path("hours")) {
            hours.add(new ParkingCount.Hour(number(hour, "hour").longValue(), figures(hour)));
        }
        return new ParkingCount(
                new ParkingArea(
                        text(document, "district"), document.hasNonNull("area") ? text(document, "area") : null),
                new ParkingCount.Bays(
                        number(document, "bays").longValue(),
                        number(document, "known").longValue(),
                        number(document, "occupied").longValue()),
                today(document.path("today"), hours),
                hours,
                number(document, "t").longValue());
    }

    /** The hour of the peak is one of the hours that are listed. */
    private static ParkingCount.Today today(JsonNode document, List<ParkingCount.Hour> hours) throws IOException {
        ParkingCount.Hour peak = null;
        if (document.path("peak").isObject()) {
            long t = number(document.path("peak"), "hour").longValue();
            peak = hours.stream()
                    .filter(hour -> hour.t() == t)
                    .findFirst()
                    .orElseThrow(() -> new IOException("today.peak.hour: " + t + " is none of the hours"));
        }
        try {
            return new ParkingCount.Today(LocalDate.parse(text(document, "day")), figures(document), peak);
        } catch (DateTimeException e) {
            throw new IOException("today.day: '" + document.path("day").asText() + "' is no day", e);
        }
    }

    private static void write(ParkingCount.Figures figures, ObjectNode document) {
        document.put("occupancy", figures.occupancy())
                .put("turnover", figures.turnover())
                .put("stays", figures.stays())
                .put("meanStayMinutes", figures.meanStayMinutes())
                .put("reporting", figures.reporting());
    }

    private static ParkingCount.Figures figures(JsonNode document) throws IOException {
        return new ParkingCount.Figures(
                optional(document, "occupancy"),
                optional(document, "turnover"),
                number(document, "stays").longValue(),
                optional(document, "meanStayMinutes"),
                number(document, "reporting").doubleValue());
    }

    private static @Nullable Double optional(JsonNode document, String field) throws IOException {
        return document.hasNonNull(field)
                ? Double.valueOf(number(document, field).doubleValue())
                : null;
    }
}
