package io.citywatch.ingest.credentials;

/** Lets everybody in, with or without a name: for trying the protocol on one's own machine. */
public final class OpenDoor implements Credentials {
    @Override
    public boolean admitEverybody() {
        return true;
    }

    @Override
    public Verdict check(String userName, byte[] password) {
        return Verdict.ACCEPTED;
    }

    @Override
    public boolean isRevoked(String userName) {
        return false;
    }
}
