package io.citywatch.telemetry.codec;

import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.facility.PressureClass;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.message.Birth;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads one object of a birth message.
 *
 * <p>{@code asset} and {@code state} must be there and right, since an asset is counted by them. A gas device that does not
 * say how many households it serves serves one, and a parking detector that does not say so stands in one bay.
 */
final class BirthReader {
    private static final int MAX_NAME = 64;
    private static final int MAX_ADDRESS = 256;
    private static final int MAX_REPORT_SECONDS = 40 * 24 * 3600;
    private static final String STATES =
            Stream.of(AssetState.values()).map(AssetState::text).collect(Collectors.joining(", "));
    private static final String PRESSURE_CLASSES =
            Stream.of(PressureClass.values()).map(PressureClass::text).collect(Collectors.joining(", "));
    private static final String FIELDS = "t, seq, asset, model, firmware, type, state, lat, lon, address, households, "
            + "bays, lengthM, baselineTiltDeg, reportSeconds, simulated, pressureClass, building, main, gridCell";

    private static final Set<String> NAMES = Set.of(FIELDS.split(", "));

    private @Nullable String asset;
    private @Nullable String model;
    private @Nullable String firmware;
    private @Nullable String type;
    private @Nullable String state;
    private @Nullable Double lat;
    private @Nullable Double lon;
    private @Nullable String address;
    private @Nullable Long households;
    private @Nullable Long bays;
    private @Nullable Double lengthM;
    private @Nullable Double baselineTiltDeg;
    private @Nullable Long reportSeconds;
    private @Nullable Boolean simulated;
    private @Nullable PressureClass pressureClass;
    private @Nullable String building;
    private @Nullable String main;
    private @Nullable String gridCell;

    private BirthReader() {}

    /** Whether a birth has a field of that name. */
    static boolean has(String field) {
        return NAMES.contains(field);
    }

    static @Nullable Birth read(ObjectFields fields) throws IOException {
        BirthReader reader = new BirthReader();
        for (String field = fields.nextDistinct(); field != null; field = fields.nextDistinct()) {
            reader.readField(fields, field);
        }
        return reader.birth(fields);
    }

    private void readField(ObjectFields fields, String field) throws IOException {
        switch (field) {
            case "t" -> fields.readTime();
            case "seq" -> fields.integer(field, 0, Long.MAX_VALUE);
            case "asset" -> asset = fields.text(field, MAX_NAME);
            case "model" -> model = fields.text(field, MAX_NAME);
            case "firmware" -> firmware = fields.text(field, MAX_NAME);
            case "type" -> type = fields.text(field, MAX_NAME);
            case "state" -> state = fields.text(field, MAX_NAME);
            case "lat" -> lat = fields.number(field, -90, 90);
            case "lon" -> lon = fields.number(field, -180, 180);
            case "address" -> address = fields.text(field, MAX_ADDRESS);
            case "households" -> households = fields.integer(field, 0, 100_000);
            case "bays" -> bays = fields.integer(field, 0, 100_000);
            case "lengthM" -> lengthM = fields.number(field, 0, 1e6);
            case "baselineTiltDeg" ->
                baselineTiltDeg = fields.number(field, Metric.TILT_DEG.min(), Metric.TILT_DEG.max());
            case "reportSeconds" -> reportSeconds = fields.integer(field, 1, MAX_REPORT_SECONDS);
            case "simulated" -> simulated = fields.flag(field);
            case "pressureClass" -> readPressureClass(fields);
            case "building" -> building = fields.text(field, MAX_NAME);
            case "main" -> main = fields.text(field, MAX_NAME);
            case "gridCell" -> gridCell = fields.text(field, MAX_NAME);
            default -> fields.unknown(field, FIELDS);
        }
    }

    /** Only gas mains have one; what is wrong with it is no reason to refuse the birth. */
    private void readPressureClass(ObjectFields fields) throws IOException {
        if (fields.payload().topic().address().kind() != FacilityKind.GAS_PIPE) {
            fields.unknown("pressureClass", FIELDS);
            return;
        }
        String text = fields.text("pressureClass", MAX_NAME);
        pressureClass = text == null ? null : PressureClass.ofText(text);
        if (text != null && pressureClass == null) {
            fields.notOneOf("pressureClass", text, PRESSURE_CLASSES);
        }
    }

    private @Nullable Birth birth(ObjectFields fields) {
        if (asset == null) {
            fields.missing("asset", "the asset that the device serves is not said");
            return null;
        }
        AssetState assetState = state == null ? null : AssetState.ofText(state);
        if (assetState == null) {
            fields.notOneOf("state", String.valueOf(state), STATES);
            return null;
        }
        FacilityKind kind = fields.payload().topic().address().kind();
        return new Birth(
                fields.time(),
                asset,
                assetState,
                new Birth.Identity(model, firmware, type, simulated != null && simulated, pressureClass),
                new Birth.Place(lat, lon, address, new Birth.Neighbours(building, main, gridCell)),
                new Birth.Share(
                        households != null ? households.intValue() : kind == FacilityKind.GAS ? 1 : 0,
                        bays != null ? bays.intValue() : kind == FacilityKind.PARKING ? 1 : 0,
                        lengthM != null ? lengthM : 0),
                baselineTiltDeg != null ? baselineTiltDeg : 0,
                reportSeconds != null ? Integer.valueOf(reportSeconds.intValue()) : null);
    }
}
