package io.citywatch.ingest.connection;

import io.citywatch.ingest.admission.Admission;
import io.citywatch.ingest.credentials.Credentials.Verdict;
import io.citywatch.ingest.metrics.GatewayMeter;
import io.citywatch.ingest.rights.Principal;
import io.citywatch.telemetry.credentials.CertifiedKey;
import io.citywatch.telemetry.topic.ThingsBoardToken;
import io.netty.channel.Channel;
import io.netty.handler.codec.mqtt.MqttConnectPayload;
import io.netty.handler.ssl.SslHandler;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who a client is, or refuses it: by the certificate that it has shown, or else by user name and password.
 *
 * <p>The answer to wrong credentials waits, longer with each of them; that to right ones does not. Only who has shown who he is
 * takes part in the rate of log-ins.
 */
final class LoginCheck {
    private final MqttConnection connection;

    LoginCheck(MqttConnection connection) {
        this.connection = connection;
    }

    /** Who the client is; null when it was refused. */
    @Nullable
    Principal principal(MqttConnectPayload payload) {
        if (admission().credentials().admitEverybody()) {
            return Principal.anyone(payload.userName());
        }
        String certified = certifiedName(connection.channel());
        String userName = certified != null ? byCertificate(certified, payload) : byPassword(payload);
        if (userName == null) {
            return null;
        }
        Principal principal = Principal.parse(userName);
        if (principal == null) {
            return unknownForm();
        }
        if (!admission().admits(principal)) {
            connection.refuse(Refusal.CONNECT_RATE);
            return null;
        }
        return principal;
    }

    /** A user name beside a certificate is not needed; if it is there, it has to be the same. */
    private @Nullable String byCertificate(String certified, MqttConnectPayload payload) {
        if (payload.userName() != null && !payload.userName().equals(certified)) {
            return refuse(Refusal.NOT_AUTHORIZED, "other-name-than-certificate", certified);
        }
        if (admission().credentials().isRevoked(certified)) {
            return refuse(Refusal.NOT_AUTHORIZED, "revoked", certified);
        }
        return certified;
    }

    private @Nullable String byPassword(MqttConnectPayload payload) {
        String userName = payload.userName();
        byte[] password = payload.passwordInBytes();
        if (userName != null && (password == null || password.length == 0)) {
            return byToken(userName);
        }
        if (userName == null || password == null) {
            return refuse(Refusal.NOT_AUTHORIZED, "no-credentials", "");
        }
        return checked(userName, password);
    }

    /** A device of ThingsBoard's shows one secret as its user name, and no password. */
    private @Nullable String byToken(String token) {
        String listed = admission().credentials().userNameOfToken(token);
        if (listed != null) {
            return admission().credentials().isRevoked(listed)
                    ? refuse(Refusal.NOT_AUTHORIZED, "revoked", listed)
                    : listed;
        }
        ThingsBoardToken derived = ThingsBoardToken.parse(token);
        return derived == null
                ? refuse(Refusal.NOT_AUTHORIZED, "no-credentials", "")
                : checked(derived.userName(), derived.secret().getBytes(StandardCharsets.UTF_8));
    }

    /** A name of no known form is not looked at closer: nobody has it, and a stranger chooses how long it is. */
    private @Nullable String checked(String userName, byte[] password) {
        if (Principal.parse(userName) == null) {
            return unknownForm();
        }
        Verdict verdict = admission().credentials().check(userName, password);
        return switch (verdict) {
            case ACCEPTED -> userName;
            case WRONG_PASSWORD -> refuse(Refusal.BAD_CREDENTIALS, "wrong-password", userName);
            case REVOKED -> refuse(Refusal.NOT_AUTHORIZED, "revoked", userName);
        };
    }

    private <T> @Nullable T unknownForm() {
        return refuse(Refusal.NOT_AUTHORIZED, "unknown-form", "");
    }

    /** The user name under which the failure is remembered is one of a known form, or empty. */
    private <T> @Nullable T refuse(Refusal refusal, String reason, String userName) {
        connection.services().meters().count(GatewayMeter.LOGIN_FAILURES, reason);
        Duration wait = admission().failedLogins().failed(connection.source(), userName);
        connection.refuseAfter(refusal, wait);
        return null;
    }

    private Admission admission() {
        return connection.services().admission();
    }

    /** The common name in the client's certificate, which the handshake has verified; null when it has shown none. */
    private static @Nullable String certifiedName(Channel channel) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            return null;
        }
        try {
            return tls.engine().getSession().getPeerCertificates()[0] instanceof X509Certificate certificate
                    ? CertifiedKey.commonName(certificate)
                    : "";
        } catch (SSLPeerUnverifiedException e) {
            return null;
        }
    }
}
