package io.citywatch.devices.link;

import io.citywatch.telemetry.credentials.ClientTls;
import io.citywatch.telemetry.credentials.PasswordKey;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.citywatch.telemetry.topic.ThingsBoardToken;
import io.citywatch.telemetry.topic.ThingsBoardTopic;
import java.io.IOException;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** How those are known who connect to an endpoint. */
final class Logins {
    private final MqttEndpoint endpoint;
    /** For all who show no certificate of their own. */
    private final @Nullable SSLSocketFactory sockets;

    /**
     * Logins at that endpoint.
     *
     * @throws IOException when the trust file can't be used; the message names it
     */
    Logins(MqttEndpoint endpoint) throws IOException {
        this.endpoint = endpoint;
        TlsOptions tls = endpoint.tls();
        sockets = tls == null ? null : ClientTls.sockets(tls.trustFile(), null);
    }

    /**
     * The login of a concentrator.
     *
     * @throws IOException when its certificate can't be used; the message names the file
     */
    Login of(ConcentratorName name) throws IOException {
        String userName = name.userName();
        TlsOptions tls = endpoint.tls();
        if (tls != null && tls.own() != null) {
            SSLSocketFactory own = ClientTls.sockets(tls.trustFile(), tls.own().of(name));
            return new Login(userName, userName, null, own);
        }
        return new Login(userName, userName, key().password(userName), sockets);
    }

    /** The login of a device that shows its token. */
    Login byToken(DeviceAddress device) {
        String userName = ThingsBoardTopic.userName(device);
        String token = new ThingsBoardToken(userName, key().password(userName)).text();
        return new Login(userName, token, null, sockets);
    }

    private PasswordKey key() {
        PasswordKey key = endpoint.key();
        if (key == null) {
            throw new IllegalStateException("an endpoint without certificates and without a key");
        }
        return key;
    }
}
