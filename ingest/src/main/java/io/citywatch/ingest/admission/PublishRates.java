package io.citywatch.ingest.admission;

import io.citywatch.ingest.rights.Principal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * How much each principal may send, over all its connections. Who sends more is read more slowly; nothing is lost. Thread-safe.
 *
 * <p>A principal's rate is kept while a connection holds it.
 */
public final class PublishRates {
    /** The greatest burst, in seconds of the rate: a sensor's backlog after an hour without radio. */
    private static final int BURST_SECONDS = 10;

    private final Rate device;
    private final Rate concentrator;
    private final LongSupplier nanoClock;
    private final Map<String, Held> held = new ConcurrentHashMap<>();

    /**
     * Nobody has sent anything yet.
     *
     * @param device what one device may send
     * @param concentrator what all others may send
     */
    public PublishRates(Rate device, Rate concentrator, LongSupplier nanoClock) {
        this.device = device;
        this.concentrator = concentrator;
        this.nanoClock = nanoClock;
    }

    /** The rate of a principal, for one of its connections; to be given back by {@link #release}. */
    public PublishRate hold(Principal principal) {
        return held.compute(principal.userName(), (name, before) -> {
                    if (before != null) {
                        return new Held(before.rate, before.holders + 1);
                    }
                    Rate rate =
                            principal instanceof Principal.Device || principal instanceof Principal.ThingsBoardDevice
                                    ? device
                                    : concentrator;
                    return new Held(new PublishRate(rate, BURST_SECONDS, nanoClock), 1);
                })
                .rate;
    }

    /** Gives back what {@link #hold} has given. */
    public void release(Principal principal) {
        held.computeIfPresent(
                principal.userName(),
                (name, before) -> before.holders == 1 ? null : new Held(before.rate, before.holders - 1));
    }

    /**
     * What somebody may send.
     *
     * @param messages messages a second
     * @param bytes payload bytes a second
     */
    public record Rate(long messages, long bytes) {}

    private record Held(PublishRate rate, int holders) {}
}
