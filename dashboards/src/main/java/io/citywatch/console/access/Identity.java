package io.citywatch.console.access;

/** What a request says of the one who sent it. */
public sealed interface Identity {
    /** A caller with a valid token or session. */
    record Known(Caller caller) implements Identity {}

    /** Neither token nor session, or one that does not hold. */
    record Unknown() implements Identity {}

    /** A session that was sent to a host name that is not the console's. */
    record ForeignHost() implements Identity {}

    /** A session that a page of another origin tried to change something with. */
    record ForeignOrigin() implements Identity {}
}
