package io.citywatch.devices.fleet;

import io.citywatch.telemetry.facility.FacilityKind;
import java.util.Map;

/**
 * How far a fleet has come from its plan, so that a later run has the same devices.
 *
 * @param added how many devices of each kind were installed
 * @param replacements how often the devices with those numbers were replaced; those that never were are left out
 */
public record FleetProgress(Map<FacilityKind, Integer> added, Map<Integer, Integer> replacements) {
    /** Nothing happened yet. */
    public static final FleetProgress NONE = new FleetProgress(Map.of(), Map.of());

    public FleetProgress {
        added = Map.copyOf(added);
        replacements = Map.copyOf(replacements);
    }
}
