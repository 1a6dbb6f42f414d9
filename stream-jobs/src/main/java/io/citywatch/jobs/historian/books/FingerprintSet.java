package io.citywatch.jobs.historian.books;

/** A set of fingerprints in one array, open addressing. Not thread-safe. */
final class FingerprintSet {
    private static final int FIRST_CAPACITY = 64;
    /** Stands for 0, which marks a free place. */
    private static final long ZERO = 0x2545F4914F6CDD1DL;

    private long[] table = new long[FIRST_CAPACITY];
    private int size;

    static FingerprintSet of(long[] fingerprints) {
        FingerprintSet set = new FingerprintSet();
        for (long each : fingerprints) {
            set.add(each);
        }
        return set;
    }

    int size() {
        return size;
    }

    boolean contains(long fingerprint) {
        long value = fingerprint == 0 ? ZERO : fingerprint;
        return table[place(table, value)] == value;
    }

    void add(long fingerprint) {
        long value = fingerprint == 0 ? ZERO : fingerprint;
        int place = place(table, value);
        if (table[place] == value) {
            return;
        }
        table[place] = value;
        size++;
        if (size > table.length / 2) {
            grow();
        }
    }

    long[] toArray() {
        long[] all = new long[size];
        int next = 0;
        for (long each : table) {
            if (each != 0) {
                all[next++] = each;
            }
        }
        return all;
    }

    private void grow() {
        long[] larger = new long[table.length * 2];
        for (long value : table) {
            if (value != 0) {
                larger[place(larger, value)] = value;
            }
        }
        table = larger;
    }

    /** Where it stands, or else the free place where it belongs. A fingerprint is well mixed, so its low bits will do. */
    private static int place(long[] table, long value) {
        int mask = table.length - 1;
        int place = (int) value & mask;
        while (table[place] != 0 && table[place] != value) {
            place = place + 1 & mask;
        }
        return place;
    }
}
