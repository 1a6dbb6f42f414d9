package io.citywatch.outward.delivery;

import java.time.Duration;

/**
 * How long things are waited for.
 *
 * @param connect how long a connection may take
 * @param answer how long an answer may take, with its body
 * @param firstRetry the wait before a call is repeated the first time; it doubles each time
 * @param lastRetry the longest wait before a call is repeated when the receiver does not ask for more
 * @param probe how often a receiver that refuses everything is tried anew while nothing new happens
 * @param reload how often the receivers' file is looked at
 */
public record Patience(
        Duration connect, Duration answer, Duration firstRetry, Duration lastRetry, Duration probe, Duration reload) {
    /** What holds on a platform. */
    public static final Patience STANDARD = new Patience(
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(1),
            Duration.ofMinutes(2),
            Duration.ofMinutes(1),
            Duration.ofSeconds(2));
}
