package io.citywatch.jobs.historian.books;

/** What becomes of a message. */
public enum Decision {
    /** It goes to the store, or says nothing that could. */
    STORED,
    /** It says what one of the newest messages of its partition has said. */
    DUPLICATE,
    /** A part of it, or all, can't be used; the rest goes to the store. */
    REJECTED
}
