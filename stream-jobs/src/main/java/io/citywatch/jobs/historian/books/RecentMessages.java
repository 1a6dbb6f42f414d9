package io.citywatch.jobs.historian.books;

/**
 * The newest messages of a partition by their fingerprints: at least the last {@value #GENERATION}, at most twice as many.
 *
 * <p>Two generations: when the younger is full it becomes the older, and the older is forgotten. So what is remembered
 * depends on the messages alone, and is the same after a restart. Not thread-safe.
 */
final class RecentMessages {
    /** 4 MB a partition at most; at 750,000 devices that report every five minutes, all of the last seven minutes. */
    static final int GENERATION = 1 << 18;

    private final int generation;
    private FingerprintSet younger;
    private FingerprintSet older;

    RecentMessages() {
        this(GENERATION, new FingerprintSet(), new FingerprintSet());
    }

    RecentMessages(int generation, FingerprintSet younger, FingerprintSet older) {
        this.generation = generation;
        this.younger = younger;
        this.older = older;
    }

    /** Remembers a message; false when it is one of those that are remembered. */
    boolean add(long fingerprint) {
        if (younger.contains(fingerprint) || older.contains(fingerprint)) {
            return false;
        }
        if (younger.size() >= generation) {
            older = younger;
            younger = new FingerprintSet();
        }
        younger.add(fingerprint);
        return true;
    }

    long[] younger() {
        return younger.toArray();
    }

    long[] older() {
        return older.toArray();
    }
}
