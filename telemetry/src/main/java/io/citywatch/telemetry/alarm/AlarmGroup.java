package io.citywatch.telemetry.alarm;

import io.citywatch.telemetry.alarm.Alarm.Evidence;
import io.citywatch.telemetry.facility.FacilityKind;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A group of devices that has an alarm of its own.
 *
 * @param kind the kind of facility that most of them are
 * @param district six-digit administrative code; the city's own where they are of several districts
 * @param text what has happened, for people
 * @param members the alarms of its devices, where it stands for them; null: it stands for itself
 * @param simulated whether all of them are simulated
 * @param evidence what they measure together, if that shows it
 */
public record AlarmGroup(
        FacilityKind kind,
        String district,
        AlarmText text,
        @Nullable AlarmMembers members,
        boolean simulated,
        @Nullable Evidence evidence) {
    /** What the names begin with that stand in the place of a device's in the alarms of groups, so that no device is taken for one. */
    public static final String NAME_PREFIX = "group.";

    public AlarmGroup {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(district, "district");
        Objects.requireNonNull(text, "text");
    }

    /** Devices whose alarms have one cause, for which one stands. */
    public AlarmGroup(FacilityKind kind, String district, AlarmText text, AlarmMembers members, boolean simulated) {
        this(kind, district, text, members, simulated, null);
    }

    /** Whether the name in the place of a device's is that of a group. */
    public static boolean isName(String name) {
        return name.startsWith(NAME_PREFIX);
    }
}
