package io.citywatch.standalone.testkit;

import io.citywatch.console.access.ConsoleTokens;
import io.citywatch.console.access.Role;
import io.citywatch.standalone.platform.DataFolder;
import io.citywatch.telemetry.credentials.PasswordKey;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What the keys in a platform's data folder open.
 *
 * @param data the data folder
 */
public record Access(Path data) {
    /** The MQTT password of a user. */
    public String password(String user) throws IOException {
        return PasswordKey.load(DataFolder.mqttKey(data)).password(user);
    }

    /** Mosquitto's clients as that user, with the right password. */
    public MosquittoClient mqtt(int port, String user) throws IOException {
        return new MosquittoClient(port, user, password(user));
    }

    /** The console's API in that role; the bearer's name is {@code test-} and the role. */
    public ConsoleApi api(int port, Role role) throws IOException {
        return new ConsoleApi(port, ConsoleTokens.open(DataFolder.keys(data)).token(role, "test-" + role.text()));
    }
}
