package io.citywatch.ingest.credentials;

/** Decides whether somebody is who he says. Thread-safe. */
public interface Credentials {
    /** Checks a password; how long that takes does not tell how much of it was right. */
    Verdict check(String userName, byte[] password);

    /** Whether the user name is no longer let in. */
    boolean isRevoked(String userName);

    /** Whether nobody has to say who he is. */
    default boolean admitEverybody() {
        return false;
    }

    /** What the check of a log-in ended with. */
    enum Verdict {
        ACCEPTED,
        WRONG_PASSWORD,
        REVOKED
    }
}
