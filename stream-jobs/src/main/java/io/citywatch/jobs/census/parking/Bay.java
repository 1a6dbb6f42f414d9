package io.citywatch.jobs.census.parking;

import java.util.Map;

/**
 * A bay: what its detector said of late, and what came of everything before.
 *
 * <p>What it adds to the figures is a function of this alone ({@link #news}), so a sample that comes late, twice or out of order
 * ends in the same figures. That goes for samples up to a day late, and for as many as are remembered; older ones are sealed into
 * the {@link Standing}.
 *
 * @param place where it is
 * @param sealed how it stood after the samples that are sealed
 * @param samples what its detector said since
 * @param until up to when it is added up, in milliseconds since 1970 UTC
 */
record Bay(BayPlace place, Standing sealed, Samples samples, long until) {
    /** As late as a sample may come. A day is longer than any detector's buffer, and than most failures of a network. */
    static final long LATENESS_MILLIS = 24 * Hours.HOUR_MILLIS;

    /** A detector that reports on change and every six hours says less than half as much in a day. */
    static final int MOST_SAMPLES = 256;

    static Bay at(BayPlace place) {
        return new Bay(place, Standing.UNHEARD, Samples.NONE, Long.MIN_VALUE);
    }

    Bay with(BayPlace other) {
        return new Bay(other, sealed, samples, until);
    }

    /** Whether a sample of that time comes too late. */
    boolean isTooLate(long t) {
        return t <= sealed.heard();
    }

    /** With one more sample, that does not come too late. The oldest is sealed when there are too many. */
    Bay with(long t, boolean occupied) {
        Samples more = samples.with(t, occupied);
        return more == samples ? this : new Bay(place, sealed, more, until);
    }

    Bay addedUpUntil(long t) {
        return new Bay(place, sealed, samples, Math.max(until, t));
    }

    boolean isFull() {
        return samples.size() > MOST_SAMPLES;
    }

    /** The time of the oldest sample that is not sealed. */
    long oldest() {
        return samples.t(0);
    }

    /** Seals what is older than samples may come late, and what is too much; nothing that is not added up yet. */
    Bay seal() {
        int old = until == Long.MIN_VALUE ? 0 : samples.countUntil(until - LATENESS_MILLIS);
        int count = Math.max(old, Math.min(samples.size() - MOST_SAMPLES, samples.countUntil(until)));
        if (count <= 0) {
            return this;
        }
        StayCleaner cleaner = new StayCleaner(sealed, place.silenceMillis(), new Hours());
        for (int i = 0; i < count; i++) {
            cleaner.see(samples.t(i), samples.occupied(i));
        }
        Standing standing = cleaner.standing();
        return new Bay(place, standing.accountedUntil(standing.heard()), samples.withoutFirst(count), until);
    }

    /** What it adds to its area, by what is not sealed. */
    AreaNews news() {
        if (until == Long.MIN_VALUE) {
            return new AreaNews(
                    place.area(), new AreaNews.Bays(place.isInService() ? 1 : 0, 0, 0), Map.of(), place.arrival());
        }
        long end = Math.min(until, place.end());
        Hours hours = new Hours();
        StayCleaner cleaner = new StayCleaner(sealed, place.silenceMillis(), hours);
        int count = samples.countUntil(end);
        for (int i = 0; i < count; i++) {
            cleaner.see(samples.t(i), samples.occupied(i));
        }
        BayState state = sealed.heard() > end ? BayState.UNKNOWN : cleaner.openAt(end);
        boolean known = place.isInService() && state.isKnown();
        return new AreaNews(
                place.area(),
                new AreaNews.Bays(
                        place.isInService() ? 1 : 0, known ? 1 : 0, known && state == BayState.OCCUPIED ? 1 : 0),
                hours.uses(),
                until);
    }

    /** Whether time alone changes what it adds. */
    boolean isWatched() {
        return samples.size() > 0
                || (sealed.state() != BayState.UNKNOWN && until < sealed.heard() + place.silenceMillis());
    }
}
