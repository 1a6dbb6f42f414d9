package io.citywatch.standalone.embedded.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificates made for a test, by the JDK's keytool, all with the same password and in one folder. */
public final class TestCertificates {
    private static final String PASSWORD = "for-tests";

    private final Path folder;

    public TestCertificates(Path folder) {
        this.folder = folder;
    }

    /** A certificate that signs itself, and its key as PEM files {@code NAME.crt} and {@code NAME.key}. */
    public TestCertificates selfSigned(String name, String subject, String... more) throws Exception {
        List<String> options = new ArrayList<>(
                List.of("-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1", "-dname", subject, "-alias", name));
        options.addAll(List.of(more));
        keytool(name, options);
        export(name);
        return this;
    }

    /** A certificate signed by an authority that was made here. */
    public TestCertificates signedBy(String authority, String name, String subject, String... more) throws Exception {
        selfSigned(name, subject);
        Path request = folder.resolve(name + ".csr");
        Path signed = folder.resolve(name + ".signed");
        keytool(name, List.of("-certreq", "-alias", name, "-file", request.toString()));
        List<String> signing = new ArrayList<>(
                List.of("-gencert", "-alias", authority, "-infile", request.toString(), "-outfile", signed.toString()));
        signing.addAll(List.of(more));
        keytool(authority, signing);
        keytool(
                name,
                List.of(
                        "-importcert",
                        "-noprompt",
                        "-alias",
                        "ca",
                        "-file",
                        crt(authority).toString()));
        keytool(name, List.of("-importcert", "-noprompt", "-alias", name, "-file", signed.toString()));
        export(name);
        return this;
    }

    public Path crt(String name) {
        return folder.resolve(name + ".crt");
    }

    public Path key(String name) {
        return folder.resolve(name + ".key");
    }

    /** What a client uses that trusts one certificate and shows another. */
    public SSLContext client(String trusted, String shown) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store(shown), PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trustOf(trusted).getTrustManagers(), null);
        return context;
    }

    /** What a client uses that trusts some certificates and shows none. */
    public SSLContext trusting(String... trusted) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trustOf(trusted).getTrustManagers(), null);
        return context;
    }

    private TrustManagerFactory trustOf(String... names) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        for (String name : names) {
            trusted.setCertificateEntry(name, store(name).getCertificate(name));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        return trust;
    }

    private KeyStore store(String name) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve(name + ".p12"))) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private void export(String name) throws IOException, GeneralSecurityException {
        KeyStore store = store(name);
        write(crt(name), "CERTIFICATE", store.getCertificate(name).getEncoded());
        write(
                key(name),
                "PRIVATE KEY",
                store.getKey(name, PASSWORD.toCharArray()).getEncoded());
    }

    private static void write(Path file, String what, byte[] der) throws IOException {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        Files.writeString(
                file,
                "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n",
                StandardCharsets.US_ASCII);
    }

    private void keytool(String store, List<String> options) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(options);
        command.addAll(List.of("-keystore", folder.resolve(store + ".p12").toString(), "-storetype", "PKCS12"));
        command.addAll(List.of("-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("keytool: " + said);
        }
    }
}
