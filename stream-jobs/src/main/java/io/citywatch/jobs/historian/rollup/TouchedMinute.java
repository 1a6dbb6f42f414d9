package io.citywatch.jobs.historian.rollup;

import io.citywatch.telemetry.facility.FacilityKind;

/**
 * A minute of which a kind's readings have changed, and its hour with it, as the first release kept it.
 *
 * @param kind the kind
 * @param start the minute's beginning by the readings' own times, in milliseconds since 1970 UTC
 */
public record TouchedMinute(FacilityKind kind, long start) {}
