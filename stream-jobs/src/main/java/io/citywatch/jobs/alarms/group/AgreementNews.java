package io.citywatch.jobs.alarms.group;

import io.citywatch.telemetry.alarm.Severity;

/**
 * That a condition began, or is over, at a member of a group whose agreement means something.
 *
 * @param group where it means something
 * @param condition what began; its rule may be another one, as evidence
 * @param begun whether it began; else it is over
 * @param t when that was found, by the log's time, in milliseconds since 1970 UTC
 * @param simulated whether there is a program behind the device and no sensor
 * @param terms what counts as agreement
 */
public record AgreementNews(Group group, Condition condition, boolean begun, long t, boolean simulated, Terms terms) {
    /** What is remembered together. */
    public String key() {
        return group.key();
    }

    /**
     * What is remembered together. Who agrees is of one district, too, and real or simulated like the others: see {@link Agreeing}.
     *
     * @param rule the rule whose alarms become worse when neighbours agree; no {@code /} is in it
     * @param name the devices, with what they have in common: {@code building/B-17}
     */
    public record Group(String rule, String name) {
        /** The group of that key. */
        static Group ofKey(String key) {
            int end = key.indexOf('/');
            return new Group(key.substring(0, end), key.substring(end + 1));
        }

        String key() {
            return rule + '/' + name;
        }
    }

    /**
     * What counts as agreement.
     *
     * @param withinMillis the time in which conditions have to begin, where the older ones don't stand any more
     * @param members how many devices it takes
     * @param severity how bad it is then
     */
    public record Terms(long withinMillis, int members, Severity severity) {}
}
