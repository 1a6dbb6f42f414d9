package io.citywatch.devices.link;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says what a handshake of TLS failed over, and which file has to do with it. */
final class HandshakeTrouble {
    private static final Pattern ALERT = Pattern.compile("Received fatal alert: (\\w+)");
    private static final String NO_TLS = "Unsupported or unrecognized SSL message";

    private final MqttEndpoint endpoint;

    HandshakeTrouble(MqttEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** What it failed over; null when it was no handshake that failed. */
    @Nullable
    Trouble of(@Nullable Throwable failure) {
        TlsOptions tls = endpoint.tls();
        if (tls == null) {
            return isClosed(failure)
                    ? new Trouble(
                            endpoint.address() + " closed the connection without a word: does it expect TLS (--tls)?",
                            false)
                    : null;
        }
        CertificateExpiredException expired = cause(failure, CertificateExpiredException.class);
        if (expired != null) {
            return forGood("the certificate of " + endpoint.address() + " has expired (" + expired.getMessage() + ")");
        }
        CertificateNotYetValidException early = cause(failure, CertificateNotYetValidException.class);
        if (early != null) {
            return forGood(
                    "the certificate of " + endpoint.address() + " is not valid yet (" + early.getMessage() + ")");
        }
        if (cause(failure, CertPathBuilderException.class) != null
                || cause(failure, CertPathValidatorException.class) != null) {
            return forGood("the certificate of " + endpoint.address() + " is signed by nobody in "
                    + (tls.trustFile() == null ? "what this JVM trusts (name a file by --cafile)" : tls.trustFile()));
        }
        CertificateException other = cause(failure, CertificateException.class);
        if (other != null) {
            // The JDK tells a wrong name by its words alone
            return forGood("the certificate of " + endpoint.address() + " is not for " + endpoint.host() + " ("
                    + other.getMessage() + ")");
        }
        if (isClosed(failure)) {
            return new Trouble(
                    endpoint.address() + " closed the connection in the handshake: does it speak TLS?", false);
        }
        SSLException handshake = cause(failure, SSLException.class);
        return handshake == null ? null : new Trouble(ofHandshake(handshake, tls), false);
    }

    /** Whether the other side went away, and said nothing. */
    private static boolean isClosed(@Nullable Throwable failure) {
        return cause(failure, EOFException.class) != null
                || (cause(failure, SocketException.class) != null && cause(failure, ConnectException.class) == null);
    }

    private String ofHandshake(SSLException failure, TlsOptions tls) {
        String said = String.valueOf(failure.getMessage());
        Matcher alert = ALERT.matcher(said);
        if (alert.find()) {
            return endpoint.address() + " broke off the handshake (" + alert.group(1) + ")"
                    + (tls.own() == null
                            ? ""
                            : ": is the certificate " + tls.own().certificate() + " of an authority that it takes?");
        }
        return said.startsWith(NO_TLS)
                ? endpoint.address() + " does not speak TLS"
                : "the handshake with " + endpoint.address() + " failed: " + said;
    }

    private static Trouble forGood(String reason) {
        return new Trouble(reason, true);
    }

    private static <T extends Throwable> @Nullable T cause(@Nullable Throwable failure, Class<T> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }
}
