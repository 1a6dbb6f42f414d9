package io.citywatch.telemetry.message;

/**
 * The broker's word that a connection ended without a farewell (last will).
 *
 * <p>It says nothing about a sleeping device, which holds no connection: it is recorded, and is no alarm.
 *
 * @param t the time of arrival, in milliseconds since 1970 UTC
 */
public record Death(long t) implements DeviceMessage {}
