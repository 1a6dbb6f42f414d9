package io.citywatch.telemetry.census;

/**
 * How far one target of the programme has come.
 *
 * @param id the target's id in the programme
 * @param target what is to be reached, in the target's measure
 * @param done what is reached
 * @param t as of when, in milliseconds since 1970 UTC
 */
public record TargetProgress(String id, double target, double done, long t) {

    /** The key under which the progress stands in the log. */
    public String scope() {
        return "target/" + id;
    }
}
