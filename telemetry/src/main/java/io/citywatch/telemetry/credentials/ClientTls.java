package io.citywatch.telemetry.credentials;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A client's side of TLS. */
public final class ClientTls {
    /** Guards a key in memory only, in a store that is never written. */
    private static final char[] IN_MEMORY = "in-memory".toCharArray();

    private ClientTls() {}

    /**
     * Makes sockets that speak TLS.
     *
     * @param trustFile PEM certificates of the server, or of the authority that has signed its; null: what the JVM trusts
     * @param own what the client shows for itself; null: nothing
     * @throws IOException when the file can't be used; the message names it
     */
    public static SSLSocketFactory sockets(@Nullable Path trustFile, @Nullable CertifiedKey own) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own == null ? null : shown(own), trustFile == null ? null : trusted(trustFile), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    (trustFile == null ? "TLS" : "the trust file " + trustFile) + " can't be used: " + e.getMessage(),
                    e);
        }
    }

    private static TrustManager[] trusted(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = empty();
        for (X509Certificate certificate : CertifiedKey.chain(file)) {
            store.setCertificateEntry("trusted-" + store.size(), certificate);
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        return managers.getTrustManagers();
    }

    private static KeyManager[] shown(CertifiedKey own) throws IOException, GeneralSecurityException {
        KeyStore store = empty();
        store.setKeyEntry("own", own.key(), IN_MEMORY, own.chain());
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, IN_MEMORY);
        return managers.getKeyManagers();
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        return store;
    }
}
