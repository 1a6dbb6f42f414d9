package io.citywatch.ingest.credentials;

import org.jspecify.annotations.Nullable;

/** Decides whether somebody is who he says. Thread-safe. */
public interface Credentials {
    /** Checks a password; how long that takes does not tell how much of it was right. */
    Verdict check(String userName, byte[] password);

    /** Whether the user name is no longer let in. */
    boolean isRevoked(String userName);

    /** The user name of the device whose access token is listed; null when it is not. */
    default @Nullable String userNameOfToken(String token) {
        return null;
    }

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
