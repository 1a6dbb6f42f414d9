package io.citywatch.devices.replay;

/**
 * A car's stay on a bay.
 *
 * @param bay the bay, which is the name of its detector
 * @param arrival when the car came, in milliseconds since 1970 UTC
 * @param departure when it left, in milliseconds since 1970 UTC, later than the arrival
 */
record Stay(String bay, long arrival, long departure) {}
