package io.citywatch.telemetry.programme;

import io.citywatch.telemetry.facility.FacilityKind;
import java.io.Serializable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of the year's targets.
 *
 * @param id its id
 * @param kind the kind of facility it counts; null for the platform itself
 * @param zh its text in Chinese
 * @param en its text in English
 * @param measure what it is counted in
 * @param planned what is to be reached, in that measure
 */
public record Target(String id, @Nullable FacilityKind kind, String zh, String en, Measure measure, Planned planned)
        implements Serializable {

    /**
     * What is to be reached.
     *
     * @param total in the whole city
     * @param byDistrict in each district, by its code; empty where the programme does not say, else the parts add up to the
     *     total
     */
    public record Planned(double total, Map<String, Double> byDistrict) implements Serializable {
        public Planned {
            byDistrict = Map.copyOf(byDistrict);
        }
    }

    /** What is to be reached in the whole city. */
    public double target() {
        return planned.total();
    }
}
