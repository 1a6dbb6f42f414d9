package io.citywatch.telemetry.alarm;

import io.citywatch.telemetry.facility.FacilityKind;
import java.util.Objects;

/**
 * Devices with one cause, for which one alarm stands.
 *
 * @param kind the kind of facility that most of them are
 * @param district six-digit administrative code; the city's own where they are of several districts
 * @param text what has happened, for people
 * @param members how many they are
 * @param simulated whether all of them are simulated
 */
public record AlarmGroup(FacilityKind kind, String district, AlarmText text, AlarmMembers members, boolean simulated) {
    public AlarmGroup {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(district, "district");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(members, "members");
    }
}
