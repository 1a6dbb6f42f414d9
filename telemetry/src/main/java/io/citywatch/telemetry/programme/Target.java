package io.citywatch.telemetry.programme;

import io.citywatch.telemetry.facility.FacilityKind;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * One of the year's targets.
 *
 * @param id its id
 * @param kind the kind of facility it counts; null for the platform itself
 * @param zh its text in Chinese
 * @param en its text in English
 * @param measure what it is counted in
 * @param target what is to be reached, in that measure
 */
public record Target(String id, @Nullable FacilityKind kind, String zh, String en, Measure measure, double target)
        implements Serializable {}
