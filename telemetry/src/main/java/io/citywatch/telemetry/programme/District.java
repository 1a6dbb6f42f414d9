package io.citywatch.telemetry.programme;

import java.io.Serializable;

/**
 * A district or county of the city.
 *
 * @param code six-digit administrative code
 * @param zh its name in Chinese
 * @param en its name in English
 * @param lon longitude of its centre in degrees, WGS-84
 * @param lat latitude of its centre in degrees, WGS-84
 * @param population10k inhabitants in units of 10,000; weights the simulation
 */
public record District(String code, String zh, String en, double lon, double lat, double population10k)
        implements Serializable {}
