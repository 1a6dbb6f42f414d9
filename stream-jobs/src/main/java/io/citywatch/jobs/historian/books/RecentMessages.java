package io.citywatch.jobs.historian.books;

import io.citywatch.jobs.uplink.DeviceUplink;

/**
 * The newest messages of a partition by their fingerprints: at least the last {@value #GENERATION}, at most twice as many.
 *
 * <p>Two generations: when the younger is full it becomes the older, and the older is forgotten. So what is remembered
 * depends on the messages alone, and is the same after a restart. A message with readings of the time of its arrival takes two
 * places. Not thread-safe.
 */
public final class RecentMessages {
    /** 4 MB a partition at most; at 750,000 devices that report every five minutes, all of the last seven minutes. */
    static final int GENERATION = 1 << 18;

    private final int generation;
    private FingerprintSet younger;
    private FingerprintSet older;

    /** So many messages of a device are told apart in one millisecond: 200,000 a second, more than a gateway takes from all. */
    public static final int MOST_OF_A_MILLISECOND = 200;

    /** Nothing is remembered yet. */
    public RecentMessages() {
        this(GENERATION, new FingerprintSet(), new FingerprintSet());
    }

    RecentMessages(int generation, FingerprintSet younger, FingerprintSet older) {
        this.generation = generation;
        this.younger = younger;
        this.older = older;
    }

    /** What becomes of a message of a device, and remembers it. */
    public Entered enter(DeviceUplink message, boolean isRetry) {
        Decision decision = decision(message, isRetry);
        return decision == Decision.DUPLICATE || !message.hasReadingsOfArrival()
                ? Entered.alone(decision)
                : new Entered(decision, before(message));
    }

    private Decision decision(DeviceUplink message, boolean isRetry) {
        if (message.rejected() != null) {
            return Decision.REJECTED;
        }
        boolean isNew = add(Fingerprint.of(message));
        // InfluxDB may have refused what was decided to be stored: what is sent through again is no duplicate of that.
        return isNew || isRetry ? Decision.STORED : Decision.DUPLICATE;
    }

    private int before(DeviceUplink message) {
        int before = 0;
        while (before < MOST_OF_A_MILLISECOND - 1 && !add(Fingerprint.ofArrival(message, before))) {
            before++;
        }
        return before;
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
