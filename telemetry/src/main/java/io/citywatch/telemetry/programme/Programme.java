package io.citywatch.telemetry.programme;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.topic.Names;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A city's programme for a year: the city, its districts and the targets.
 *
 * @param year the year
 * @param zone the city's time zone, in which its days begin
 * @param city the city itself; its code stands for the sum of all districts
 * @param districts the districts, in the file's order
 * @param targets the targets, in the file's order
 */
public record Programme(int year, ZoneId zone, City city, List<District> districts, List<Target> targets)
        implements Serializable {
    private static final ZoneId DEFAULT_ZONE = ZoneId.of("Asia/Shanghai");
    private static final String DEFAULT_RESOURCE = "programme-2023.json";

    public Programme {
        districts = List.copyOf(districts);
        targets = List.copyOf(targets);
    }

    /**
     * The city.
     *
     * @param code six-digit administrative code
     * @param zh its name in Chinese
     * @param en its name in English
     */
    public record City(String code, String zh, String en) implements Serializable {}

    /**
     * The code under which is counted what stands under the city's own, which is the sum of all: as in GB/T 2260 the city's
     * first four digits and 01, or the next number that is neither the city's nor a district's.
     */
    public String ownDistrict() {
        Set<String> taken = districts.stream().map(District::code).collect(Collectors.toCollection(HashSet::new));
        taken.add(city.code());
        return IntStream.range(1, 100)
                .mapToObj(number -> city.code().substring(0, 4) + String.format(Locale.ROOT, "%02d", number))
                .filter(code -> !taken.contains(code))
                .findFirst()
                .orElseThrow(() -> new ProgrammeException("the city has too many districts"));
    }

    /** The programme that comes with the platform. */
    public static Programme bundled() {
        try (InputStream in = Objects.requireNonNull(
                Programme.class.getResourceAsStream(DEFAULT_RESOURCE), "the bundled programme is missing")) {
            return read(in.readAllBytes(), DEFAULT_RESOURCE);
        } catch (IOException e) {
            throw new ProgrammeException("the bundled programme can't be read", e);
        }
    }

    /**
     * Reads a programme from a file.
     *
     * @throws ProgrammeException when it can't be read or is not a programme; the message names the place
     */
    public static Programme load(Path file) {
        try {
            return read(Files.readAllBytes(file), file.toString());
        } catch (IOException e) {
            throw new ProgrammeException(
                    file + (e instanceof NoSuchFileException ? " is not there" : " can't be read: " + e.getMessage()),
                    e);
        }
    }

    private static Programme read(byte[] json, String name) {
        try {
            JsonNode root = new ObjectMapper().readTree(json);
            if (root == null || !root.isObject()) {
                throw new ProgrammeException(name + ": a JSON object is expected");
            }
            return new Reader(name).programme(root);
        } catch (IOException e) {
            throw new ProgrammeException(name + " is not JSON: " + e.getMessage(), e);
        }
    }

    /** Reads the parts and names the place of what is wrong. */
    private record Reader(String name) {
        Programme programme(JsonNode root) {
            JsonNode city = root.path("city");
            List<District> districts = districts(root.path("districts"));
            return new Programme(
                    year(root),
                    zone(root.path("timeZone")),
                    new City(code(city, "city.code"), text(city, "zh", "city.zh"), text(city, "en", "city.en")),
                    districts,
                    targets(root.path("targets"), districts));
        }

        private List<District> districts(JsonNode nodes) {
            List<District> districts = new ArrayList<>();
            Set<String> codes = new HashSet<>();
            for (JsonNode node : array(nodes, "districts")) {
                String place = "districts[" + districts.size() + "].";
                District district = new District(
                        code(node, place + "code"),
                        text(node, "zh", place + "zh"),
                        text(node, "en", place + "en"),
                        within(node, "lon", place + "lon", -180, 180),
                        within(node, "lat", place + "lat", -90, 90),
                        within(node, "population10k", place + "population10k", 0, 1e6));
                if (!codes.add(district.code())) {
                    throw wrong(place + "code", district.code() + " stands there twice");
                }
                districts.add(district);
            }
            return districts;
        }

        private List<Target> targets(JsonNode nodes, List<District> districts) {
            Set<String> codes = districts.stream().map(District::code).collect(Collectors.toSet());
            List<Target> targets = new ArrayList<>();
            Set<String> ids = new HashSet<>();
            for (JsonNode node : array(nodes, "targets")) {
                String place = "targets[" + targets.size() + "].";
                String measureText = text(node, "measure", place + "measure");
                Measure measure = Measure.ofText(measureText);
                if (measure == null) {
                    throw wrong(place + "measure", "'" + measureText + "' is no measure");
                }
                FacilityKind kind = null;
                if (measure != Measure.PLATFORM) {
                    String code = text(node, "kind", place + "kind");
                    kind = FacilityKind.ofCode(code);
                    if (kind == null || !FacilityKind.inTheField().contains(kind)) {
                        throw wrong(place + "kind", "'" + code + "' is no kind of facility");
                    }
                }
                double planned = within(node, "target", place + "target", 0, 1e12);
                Target target = new Target(
                        text(node, "id", place + "id"),
                        kind,
                        text(node, "zh", place + "zh"),
                        text(node, "en", place + "en"),
                        measure,
                        new Target.Planned(
                                planned, byDistrict(node.path("byDistrict"), planned, codes, place + "byDistrict")));
                if (!ids.add(target.id())) {
                    throw wrong(place + "id", target.id() + " stands there twice");
                }
                targets.add(target);
            }
            return targets;
        }

        private int year(JsonNode root) {
            double year = within(root, "year", "year", 1, 9999);
            if (year != Math.rint(year)) {
                throw wrong("year", year + " is no whole number");
            }
            return (int) year;
        }

        private ZoneId zone(JsonNode node) {
            if (node.isMissingNode()) {
                return DEFAULT_ZONE;
            }
            try {
                return ZoneId.of(node.asText());
            } catch (DateTimeException e) {
                throw wrong("timeZone", "'" + node.asText() + "' is no time zone");
            }
        }

        /** What is planned in each district; together it has to be the target. */
        private Map<String, Double> byDistrict(JsonNode nodes, double target, Set<String> districts, String place) {
            Map<String, Double> planned = new LinkedHashMap<>();
            double sum = 0;
            for (Map.Entry<String, JsonNode> node : nodes.properties()) {
                if (!districts.contains(node.getKey())) {
                    throw wrong(place, "'" + node.getKey() + "' is none of the districts");
                }
                double value = within(nodes, node.getKey(), place + '.' + node.getKey(), 0, 1e12);
                planned.put(node.getKey(), value);
                sum += value;
            }
            if (!planned.isEmpty() && Math.abs(sum - target) > 1e-6 * target) {
                throw wrong(place, "the districts' parts add up to " + sum + ", the target is " + target);
            }
            return planned;
        }

        private JsonNode array(JsonNode node, String place) {
            if (!node.isArray() || node.isEmpty()) {
                throw wrong(place, "an array with at least one element is expected");
            }
            return node;
        }

        private String code(JsonNode node, String place) {
            String code = text(node, "code", place);
            if (!Names.isDistrict(code)) {
                throw wrong(place, "'" + code + "' is not six digits");
            }
            return code;
        }

        private String text(JsonNode node, String field, String place) {
            JsonNode value = node.path(field);
            if (!value.isTextual() || value.asText().isBlank()) {
                throw wrong(place, "a text is expected");
            }
            return value.asText();
        }

        private double number(JsonNode node, String field, String place) {
            JsonNode value = node.path(field);
            if (!value.isNumber()) {
                throw wrong(place, "a number is expected");
            }
            return value.asDouble();
        }

        private double within(JsonNode node, String field, String place, double min, double max) {
            double value = number(node, field, place);
            if (!(value >= min && value <= max)) {
                throw wrong(place, value + " is outside " + min + " to " + max);
            }
            return value;
        }

        private ProgrammeException wrong(String place, String what) {
            return new ProgrammeException(name + ": " + place + ": " + what);
        }
    }
}
