package io.citywatch.jobs.census.parking;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a detector said of its bay at some moments, in order of time, each once. At one moment a car leaves before another comes.
 *
 * <p>A sample is the time in milliseconds, doubled, and one more when the bay was occupied, so that the order of numbers is the
 * order of samples. Immutable.
 */
final class Samples {
    static final Samples NONE = new Samples(new long[0]);

    private final long[] samples;

    private Samples(long[] samples) {
        this.samples = samples;
    }

    /** The samples of those numbers, which have to ascend; the array is taken over. */
    static Samples of(long[] ascending) {
        for (int i = 1; i < ascending.length; i++) {
            if (ascending[i] <= ascending[i - 1]) {
                throw new IllegalArgumentException("samples are not in order");
            }
        }
        return ascending.length == 0 ? NONE : new Samples(ascending);
    }

    static long sample(long t, boolean occupied) {
        return t << 1 | (occupied ? 1 : 0);
    }

    /** With one more; the same when it is known. */
    Samples with(long t, boolean occupied) {
        long sample = sample(t, occupied);
        int found = Arrays.binarySearch(samples, sample);
        if (found >= 0) {
            return this;
        }
        int place = -found - 1;
        long[] more = new long[samples.length + 1];
        System.arraycopy(samples, 0, more, 0, place);
        more[place] = sample;
        System.arraycopy(samples, place, more, place + 1, samples.length - place);
        return new Samples(more);
    }

    Samples withoutFirst(int count) {
        return count == 0 ? this : of(Arrays.copyOfRange(samples, count, samples.length));
    }

    int size() {
        return samples.length;
    }

    /** How many are not later than that; none before 1970. */
    int countUntil(long t) {
        if (t < 0) {
            return 0;
        }
        int found = Arrays.binarySearch(samples, sample(t, true));
        return found >= 0 ? found + 1 : -found - 1;
    }

    long t(int index) {
        return samples[index] >> 1;
    }

    boolean occupied(int index) {
        return (samples[index] & 1) != 0;
    }

    long number(int index) {
        return samples[index];
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Samples that && Arrays.equals(samples, that.samples);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(samples);
    }

    @Override
    public String toString() {
        return "Samples" + Arrays.toString(samples);
    }
}
