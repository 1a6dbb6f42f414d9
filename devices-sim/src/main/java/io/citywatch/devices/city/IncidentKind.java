package io.citywatch.devices.city;

import io.citywatch.devices.fleet.Fleet;
import io.citywatch.devices.fleet.Fleet.Trait;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.message.EventType;
import java.time.Duration;

/**
 * What happens in the city now and then, and how often.
 *
 * <p>The pace is an operator's: a leak, a cover or a silence begins about every 70 seconds. The first leak and the first
 * cover come early, so that whoever starts the simulation sees an alarm within a minute.
 */
enum IncidentKind {
    GAS_LEAK(4, 160, 3),
    TILTED_COVER(14, 220, 3),
    INSTALLATION(3, 4, 8),
    COOKING_VAPOUR(20, 100, 2),
    SELF_TEST(30, 90, 1),
    SILENCE(25, 300, 2),
    REPLACEMENT(50, 120, 1),
    SENSOR_FAULT(70, 400, 1);

    private final Duration first;
    private final Duration meanGap;
    private final int atOnce;

    IncidentKind(int firstSeconds, int meanGapSeconds, int atOnce) {
        this.first = Duration.ofSeconds(firstSeconds);
        this.meanGap = Duration.ofSeconds(meanGapSeconds);
        this.atOnce = atOnce;
    }

    /** When the first comes. */
    Duration first() {
        return first;
    }

    /** The mean time from the beginning of one to the beginning of the next. */
    Duration meanGap() {
        return meanGap;
    }

    /** How many there are at the same time at most. */
    int atOnce() {
        return atOnce;
    }

    /** Whether it can happen to that device, which is in service and to which nothing else is happening. */
    boolean fits(Fleet fleet, int device) {
        return switch (this) {
            case GAS_LEAK -> fleet.hasValve(device) && !fleet.is(device, Trait.VALVE_CLOSED);
            case COOKING_VAPOUR, SELF_TEST, SENSOR_FAULT ->
                fleet.kind(device) == FacilityKind.GAS && fleet.reports(device);
            case TILTED_COVER -> fleet.kind(device) == FacilityKind.MANHOLE;
            case SILENCE, REPLACEMENT -> fleet.reports(device);
            case INSTALLATION -> false;
        };
    }

    /** The incident, beginning at that time at that device. */
    Actor begin(Scene scene, int device, long atMicros) {
        return switch (this) {
            case GAS_LEAK -> new GasLeak(scene, device, atMicros);
            case TILTED_COVER -> new TiltedCover(scene, device, atMicros);
            case INSTALLATION -> new Installation(scene, device, atMicros);
            case COOKING_VAPOUR -> new CookingVapour(scene, device, atMicros);
            case SELF_TEST -> new SingleEvent(scene, device, EventType.SELF_TEST, "test button", atMicros);
            case SILENCE -> new Silence(scene, device, atMicros);
            case REPLACEMENT -> new Replacement(scene, device, atMicros);
            case SENSOR_FAULT -> new SensorFault(scene, device, atMicros);
        };
    }
}
