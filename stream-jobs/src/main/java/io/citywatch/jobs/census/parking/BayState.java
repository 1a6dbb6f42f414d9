package io.citywatch.jobs.census.parking;

/** What is known of a bay. */
enum BayState {
    /** Nothing: it was not heard of yet, or not for too long. */
    UNKNOWN,
    VACANT,
    OCCUPIED,
    /** Its detector flaps, so that nothing it says can be believed. */
    FAULT;

    private static final BayState[] VALUES = values();

    static BayState of(boolean occupied) {
        return occupied ? OCCUPIED : VACANT;
    }

    static BayState ofOrdinal(int ordinal) {
        return VALUES[ordinal];
    }

    boolean isKnown() {
        return this == VACANT || this == OCCUPIED;
    }
}
