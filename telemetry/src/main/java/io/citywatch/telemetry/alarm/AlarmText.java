package io.citywatch.telemetry.alarm;

/**
 * What an alarm means, in a short sentence.
 *
 * @param zh in Chinese
 * @param en in English
 */
public record AlarmText(String zh, String en) {}
