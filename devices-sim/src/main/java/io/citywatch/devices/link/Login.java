package io.citywatch.devices.link;

import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.jspecify.annotations.Nullable;

/** By what somebody is known who connects. */
final class Login {
    private final String name;
    private final String shown;
    private final @Nullable String password;
    private final @Nullable SSLSocketFactory sockets;

    /**
     * A login.
     *
     * @param name the user name, for people
     * @param shown what is shown as the user name: the same, or a token
     * @param password the password; null: none is needed
     * @param sockets what makes sockets that speak TLS; null: it is not spoken
     */
    Login(String name, String shown, @Nullable String password, @Nullable SSLSocketFactory sockets) {
        this.name = name;
        this.shown = shown;
        this.password = password;
        this.sockets = sockets;
    }

    /** The user name, which is no secret. */
    String name() {
        return name;
    }

    void putInto(MqttConnectionOptions options) {
        options.setUserName(shown);
        if (password != null) {
            options.setPassword(password.getBytes(StandardCharsets.UTF_8));
        }
        if (sockets != null) {
            options.setSocketFactory(sockets);
        }
    }
}
