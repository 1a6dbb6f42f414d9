package io.citywatch.outward.receiver;

import java.util.function.LongFunction;

/**
 * What is to be said next to a receiver.
 *
 * @param count how many of the notices that wait it tells of, at least one
 * @param id its id, the same each time it is sent
 * @param call the call that says it at a time, in milliseconds since 1970 UTC; made anew for each attempt, since signatures
 *     hold the time
 */
public record Draft(int count, String id, LongFunction<Call> call) {}
