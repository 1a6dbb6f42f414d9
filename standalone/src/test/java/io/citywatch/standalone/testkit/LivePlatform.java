package io.citywatch.standalone.testkit;

import io.citywatch.console.access.Role;
import io.citywatch.jobs.influx.InfluxOptions;
import io.citywatch.standalone.platform.Platform;
import io.citywatch.standalone.platform.PlatformOptions;
import io.citywatch.standalone.platform.PortOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A whole platform in the test's process, on fresh data and free ports, and the ways to talk to it. */
public final class LivePlatform implements AutoCloseable {
    private final Platform platform;
    private final Access access;

    private LivePlatform(Platform platform, Access access) {
        this.platform = platform;
        this.access = access;
    }

    /** Starts a platform without a simulated city; returns when it is ready. */
    public static LivePlatform start(Path data) throws Exception {
        return start(data, PlatformOptions.City.NONE);
    }

    /** Starts a platform with that simulated city; returns when it is ready. */
    public static LivePlatform start(Path data, PlatformOptions.City city) throws Exception {
        return new LivePlatform(Platform.start(PlatformOptions.of(data, PortOptions.FREE, city)), new Access(data));
    }

    /** Starts a platform without a simulated city whose history is in that server; returns when it is ready. */
    public static LivePlatform start(Path data, InfluxOptions influx) throws Exception {
        return start(data, influx, PlatformOptions.Links.STANDARD);
    }

    /** Starts a platform without a simulated city, its gateway with those settings; returns when it is ready. */
    public static LivePlatform start(Path data, Map<String, String> gatewaySettings) throws Exception {
        return start(data, null, new PlatformOptions.Links(gatewaySettings, null, null));
    }

    private static LivePlatform start(Path data, @Nullable InfluxOptions influx, PlatformOptions.Links links)
            throws Exception {
        PlatformOptions plain = PlatformOptions.of(data, PortOptions.FREE, PlatformOptions.City.NONE);
        return new LivePlatform(
                Platform.start(new PlatformOptions(
                        data, plain.ports(), plain.city(), influx, plain.flushEveryMessage(), links, plain.page())),
                new Access(data));
    }

    public Platform platform() {
        return platform;
    }

    public Access access() {
        return access;
    }

    /** Mosquitto's clients as that user, with the right password. */
    public MosquittoClient mqtt(String user) throws IOException {
        return access.mqtt(platform.mqttPort(), user);
    }

    public ConsoleApi api(Role role) throws IOException {
        return access.api(platform.httpPort(), role);
    }

    public InfluxQl influx() {
        return new InfluxQl(platform.influxUrl().getPort());
    }

    @Override
    public void close() throws Exception {
        platform.close();
    }
}
