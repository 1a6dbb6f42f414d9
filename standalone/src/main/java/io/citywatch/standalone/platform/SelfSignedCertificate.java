package io.citywatch.standalone.platform;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A certificate that the platform makes for itself, for trying TLS on one machine. Clients that are to trust it are given its
 * file. A city puts a certificate of its own in its place.
 *
 * @param certificate the certificate, PEM
 * @param privateKey its key, PEM; only its owner may read it
 */
public record SelfSignedCertificate(Path certificate, Path privateKey) {
    private static final String ALIAS = "mqtts";
    /** Guards the store for the moment in which it exists; the key is then in a file that only its owner may read. */
    private static final String STORE_PASSWORD = "in-transit";

    private static final long KEYTOOL_SECONDS = 30;
    private static final String VALID_DAYS = "3650";

    /** The certificate in that folder, which is made when there is none. */
    public static SelfSignedCertificate in(Path folder) throws IOException {
        SelfSignedCertificate files =
                new SelfSignedCertificate(folder.resolve("mqtts.crt"), folder.resolve("mqtts.key"));
        if (!Files.exists(files.certificate) || !Files.exists(files.privateKey)) {
            files.make(folder);
        }
        return files;
    }

    private void make(Path folder) throws IOException {
        Path store = folder.resolve(".mqtts.p12");
        Files.deleteIfExists(store);
        try {
            runKeytool(store);
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(store)) {
                keys.load(in, STORE_PASSWORD.toCharArray());
            }
            write(
                    privateKey,
                    "PRIVATE KEY",
                    keys.getKey(ALIAS, STORE_PASSWORD.toCharArray()).getEncoded());
            write(certificate, "CERTIFICATE", keys.getCertificate(ALIAS).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificate for TLS could not be made in " + folder, e);
        } finally {
            Files.deleteIfExists(store);
        }
    }

    private static void runKeytool(Path store) throws IOException {
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-validity",
                        VALID_DAYS,
                        "-dname",
                        "CN=citywatch on this machine",
                        "-ext",
                        "SAN=dns:localhost,ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        STORE_PASSWORD))
                .redirectErrorStream(true)
                .start();
        try {
            if (!keytool.waitFor(KEYTOOL_SECONDS, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
                keytool.destroyForcibly();
                String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                throw new IOException("keytool made no certificate: " + output.strip());
            }
        } catch (InterruptedException e) {
            keytool.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a certificate was made", e);
        }
    }

    private static void write(Path file, String kind, byte[] der) throws IOException {
        String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        Path draft = Files.createTempFile(
                file.getParent(),
                ".pem",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(draft, "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n");
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
