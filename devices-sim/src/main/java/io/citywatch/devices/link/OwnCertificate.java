package io.citywatch.devices.link;

import io.citywatch.telemetry.credentials.CertifiedKey;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The certificates by which concentrators are known instead of by a password, each with its user name as its subject's CN.
 *
 * @param certificate a PEM file; {@code {district}} and {@code {name}} in it stand for those of the concentrator
 * @param key the file of its private key (PKCS #8, PEM), in the same way
 */
public record OwnCertificate(String certificate, String key) {
    /**
     * The certificate of a concentrator.
     *
     * @throws IOException when it can't be used, or is not that concentrator's; the message names the file
     */
    CertifiedKey of(ConcentratorName name) throws IOException {
        Path file = file(certificate, name);
        CertifiedKey own = CertifiedKey.read(file, file(key, name));
        String subject = CertifiedKey.commonName(own.chain()[0]);
        if (!subject.equals(name.userName())) {
            throw new IOException("the certificate " + file + " is that of '" + subject + "', and that of '"
                    + name.userName() + "' is needed; {district} and {name} in --cert and --key stand for each one's");
        }
        return own;
    }

    private static Path file(String pattern, ConcentratorName name) {
        return Path.of(pattern.replace("{district}", name.district()).replace("{name}", name.name()));
    }
}
