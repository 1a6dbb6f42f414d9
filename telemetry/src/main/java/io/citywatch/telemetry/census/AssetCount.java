package io.citywatch.telemetry.census;

import io.citywatch.telemetry.facility.FacilityKind;

/**
 * How many assets of one kind there are in one district, each counted once, by its newest birth.
 *
 * <p>The steps include each other: a commissioned asset is also installed and registered. Decommissioned assets are in
 * none of them.
 *
 * @param kind the kind of facility
 * @param district six-digit code of the district, or of the city for the sum of all
 * @param registered assets that are at least registered
 * @param installed assets that are at least installed
 * @param commissioned assets that are tested and accepted
 * @param alive commissioned assets whose device was heard within three of its report intervals
 * @param reporting commissioned assets whose type sends readings at all
 * @param households households that the commissioned assets serve
 * @param bays parking bays that the commissioned assets add
 * @param lengthM metres of pipe that the commissioned assets renew
 * @param t as of when, in milliseconds since 1970 UTC
 */
public record AssetCount(
        FacilityKind kind,
        String district,
        long registered,
        long installed,
        long commissioned,
        long alive,
        long reporting,
        long households,
        long bays,
        double lengthM,
        long t) {

    /** The key under which the count stands in the log. */
    public String scope() {
        return "count/" + district + '/' + kind.code();
    }
}
