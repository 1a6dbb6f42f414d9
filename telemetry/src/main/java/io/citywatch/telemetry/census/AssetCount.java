package io.citywatch.telemetry.census;

import io.citywatch.telemetry.facility.FacilityKind;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many assets of one kind there are in one district, each counted once, by its newest birth.
 *
 * <p>Decommissioned assets are in none of the steps.
 *
 * @param kind the kind of facility
 * @param district six-digit code of the district, or of the city for the sum of all
 * @param planned what the programme wants there, in the measure of the kind's target; null where it says nothing of it
 * @param assets how many assets there are at each step; one that is not there has none
 * @param served what the commissioned assets count for
 * @param t as of when, in milliseconds since 1970 UTC
 */
public record AssetCount(
        FacilityKind kind, String district, @Nullable Double planned, Map<Step, Long> assets, Served served, long t) {

    public AssetCount {
        assets = Map.copyOf(assets);
    }

    /**
     * What commissioned assets count for beside themselves.
     *
     * @param households households that they serve
     * @param householdsWithoutSensor of these, the ones whose sensor should report and is silent, faulty or past its life
     * @param bays parking bays that they add
     * @param lengthM metres of pipe that they renew
     */
    public record Served(long households, long householdsWithoutSensor, long bays, double lengthM) {}

    /** How many assets are at that step. */
    public long at(Step step) {
        return assets.getOrDefault(step, 0L);
    }

    /** The key under which the count stands in the log. */
    public String scope() {
        return "count/" + district + '/' + kind.code();
    }
}
