package io.citywatch.jobs.census;

import io.citywatch.telemetry.facility.FacilityKind;

/**
 * What was commissioned of one kind on one day, as it stands in a checkpoint.
 *
 * @param kind the kind of facility
 * @param day the day since 1970, in the city's time
 * @param amount what was commissioned on it for the first time, and still is
 */
record DayCount(FacilityKind kind, long day, Amount amount) {}
