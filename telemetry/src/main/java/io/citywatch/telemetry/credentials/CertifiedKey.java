package io.citywatch.telemetry.credentials;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/**
 * A certificate with the key that belongs to it.
 *
 * @param key the private key
 * @param chain the certificate, and those between it and an authority
 */
public record CertifiedKey(PrivateKey key, X509Certificate... chain) {
    private static final String COMMON_NAME = "CN";

    private static final Pattern PRIVATE_KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----(.*?)-----END PRIVATE KEY-----", Pattern.DOTALL);

    /**
     * Reads a certificate and its key, and tries whether they go together.
     *
     * @throws IOException when they can't be used today; the message says which file and why
     */
    public static CertifiedKey read(Path chainFile, Path keyFile) throws IOException {
        X509Certificate[] chain = chain(chainFile);
        requireValidNow(chain[0], chainFile);
        PrivateKey key = key(keyFile, chain[0].getPublicKey().getAlgorithm());
        if (!belong(key, chain[0].getPublicKey())) {
            throw new IOException("the key " + keyFile + " is not that of the certificate " + chainFile);
        }
        return new CertifiedKey(key, chain);
    }

    /**
     * The certificates of a PEM file, at least one.
     *
     * @throws IOException when there are none; the message names the file
     */
    public static X509Certificate[] chain(Path file) throws IOException {
        try (InputStream pem = Files.newInputStream(file)) {
            X509Certificate[] certificates = CertificateFactory.getInstance("X.509").generateCertificates(pem).stream()
                    .map(X509Certificate.class::cast)
                    .toArray(X509Certificate[]::new);
            if (certificates.length == 0) {
                throw new IOException("there is no certificate in " + file);
            }
            return certificates;
        } catch (NoSuchFileException e) {
            throw new IOException("there is no file " + file, e);
        } catch (CertificateException e) {
            throw new IOException("there is no certificate in PEM form in " + file + ": " + e.getMessage(), e);
        }
    }

    /** The common name (CN) of whom a certificate is; empty when it has none. */
    public static String commonName(X509Certificate certificate) {
        try {
            for (Rdn part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
                if (part.getType().equalsIgnoreCase(COMMON_NAME)) {
                    return part.getValue().toString();
                }
            }
            return "";
        } catch (InvalidNameException e) {
            return "";
        }
    }

    private static void requireValidNow(X509Certificate certificate, Path file) throws IOException {
        try {
            certificate.checkValidity();
        } catch (CertificateExpiredException e) {
            throw new IOException("the certificate " + file + " has expired on " + certificate.getNotAfter(), e);
        } catch (CertificateNotYetValidException e) {
            throw new IOException(
                    "the certificate " + file + " is valid from " + certificate.getNotBefore() + " on", e);
        }
    }

    private static PrivateKey key(Path file, String algorithm) throws IOException {
        Matcher pem = PRIVATE_KEY.matcher(text(file));
        if (!pem.find()) {
            throw new IOException("there is no private key in PEM form (PKCS #8, without a password) in " + file);
        }
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(pem.group(1));
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException("the private key in " + file + " can't be used: " + e.getMessage(), e);
        }
    }

    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no file " + file, e);
        }
    }

    private static boolean belong(PrivateKey key, PublicKey publicKey) throws IOException {
        String algorithm =
                switch (publicKey.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> publicKey.getAlgorithm();
                };
        byte[] sample = {1, 2, 3};
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(sample);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(sample);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            throw new IOException("a key of type " + publicKey.getAlgorithm() + " can't be used: " + e.getMessage(), e);
        }
    }
}
