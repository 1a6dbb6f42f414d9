package io.citywatch.devices.fleet;

import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.PressureClass;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.programme.District;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The births of the fleet's devices: what is fitted, where, and what it counts for. Not thread-safe. */
public final class Certificates {
    /** Most assets of a district lie within this many degrees of its centre. */
    private static final double SPREAD_DEG = 0.035;
    /** The city's bounds, WGS-84. */
    private static final double MIN_LON = 112.56;

    private static final double MAX_LON = 113.65;
    private static final double MIN_LAT = 34.81;
    private static final double MAX_LAT = 35.50;
    /** Names that streets have in every city of the country. */
    private static final List<String> STREETS =
            List.of("人民路", "建设路", "解放路", "中山路", "和平街", "新华街", "民主路", "工业路", "文化街", "太行路");

    private static final int MAX_HOUSE_NUMBER = 400;
    private static final List<String> FIRMWARE = List.of("1.4.2", "1.5.0", "1.5.3");
    private static final double SEGMENT_M = 100;
    private static final int HOUSEHOLDS_PER_WASTE_STATION = 500;
    /** Covers are never quite level. */
    private static final double MAX_BASELINE_TILT_DEG = 4;

    private final Fleet fleet;

    public Certificates(Fleet fleet) {
        this.fleet = fleet;
    }

    /** The device's birth, in that state and of that time in milliseconds since 1970 UTC. */
    public Birth birth(int device, AssetState state, long t) {
        DeviceType type = fleet.type(device);
        int firmware = (int) (fleet.noise().trait(Noise.Purpose.FIRMWARE, device) * FIRMWARE.size());
        return new Birth(
                t,
                fleet.asset(device),
                state,
                new Birth.Identity(
                        type.model(),
                        type == DeviceType.SELF_CLOSING_VALVE ? null : FIRMWARE.get(firmware),
                        type.code(),
                        true,
                        fleet.kind(device) == FacilityKind.GAS_PIPE ? PressureClass.MEDIUM_B : null),
                place(device),
                share(device),
                baselineTiltDeg(device),
                fleet.reports(device)
                        ? Math.max(1, (int) fleet.reportInterval(device).toSeconds())
                        : null);
    }

    /** A manhole cover's angle at rest; 0 for everything else. */
    double baselineTiltDeg(int device) {
        return switch (fleet.kind(device)) {
            case MANHOLE -> Decimals.one(fleet.noise().trait(Noise.Purpose.TILT, device) * MAX_BASELINE_TILT_DEG);
            default -> 0;
        };
    }

    private Birth.Place place(int device) {
        District district = fleet.district(device);
        double lat = district.lat() + SPREAD_DEG * offset(Noise.Purpose.LATITUDE, device);
        double lon = district.lon() + SPREAD_DEG * offset(Noise.Purpose.LONGITUDE, device);
        int street = (int) (fleet.noise().trait(Noise.Purpose.STREET, device) * STREETS.size());
        int house = 1 + (int) (fleet.noise().trait(Noise.Purpose.HOUSE, device) * MAX_HOUSE_NUMBER);
        return new Birth.Place(
                Decimals.five(Math.min(Math.max(lat, MIN_LAT), MAX_LAT)),
                Decimals.five(Math.min(Math.max(lon, MIN_LON), MAX_LON)),
                district.zh() + STREETS.get(street) + house + "号",
                new Birth.Neighbours(null, null, gridCell(device, district, street, house)));
    }

    /** Parking is counted by the street that a grid cell's code names; other facilities of the fleet say nothing of theirs. */
    private @Nullable String gridCell(int device, District district, int street, int house) {
        return fleet.kind(device) == FacilityKind.PARKING
                ? String.format(Locale.ROOT, "%s%03d001%03d", district.code(), street + 1, house)
                : null;
    }

    private Birth.Share share(int device) {
        return switch (fleet.kind(device)) {
            case GAS -> new Birth.Share(1, 0, 0);
            case MANHOLE -> Birth.Share.NONE;
            case PARKING -> new Birth.Share(0, 1, 0);
            case GAS_PIPE, WATER_PIPE -> new Birth.Share(0, 0, SEGMENT_M);
            case WASTE -> new Birth.Share(HOUSEHOLDS_PER_WASTE_STATION, 0, 0);
            case PLATFORM -> throw new IllegalArgumentException("the platform is no device of a fleet");
        };
    }

    /** From -1 to 1, the middle likelier than the edges. */
    private double offset(Noise.Purpose purpose, int device) {
        return fleet.noise().unit(purpose, device, 1) - fleet.noise().unit(purpose, device, 2);
    }
}
