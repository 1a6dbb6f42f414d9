package io.citywatch.jobs.alarms.group;

import io.citywatch.telemetry.alarm.Severity;

/**
 * That a condition began at a member of a group whose agreement means something.
 *
 * @param rule the rule whose alarms become worse when neighbours agree
 * @param group the group, with what it has in common: {@code building/B-17}
 * @param condition what began; its rule may be another one, as evidence
 * @param t when that was found, by the log's time, in milliseconds since 1970 UTC
 * @param simulated whether there is a program behind the device and no sensor
 * @param terms what counts as agreement
 */
public record AgreementNews(String rule, String group, Condition condition, long t, boolean simulated, Terms terms) {
    /** What is remembered together. Who agrees is of one district, too, and real or simulated like the others: see {@link Agreeing}. */
    public String key() {
        return rule + '/' + group;
    }

    /**
     * What counts as agreement.
     *
     * @param withinMillis the time in which conditions have to begin
     * @param members how many devices it takes
     * @param severity how bad it is then
     */
    public record Terms(long withinMillis, int members, Severity severity) {}
}
