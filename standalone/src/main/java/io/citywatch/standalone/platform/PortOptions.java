package io.citywatch.standalone.platform;

import io.citywatch.standalone.embedded.LoopbackPorts;
import io.citywatch.standalone.embedded.PortTakenException;

/**
 * The ports of a platform, all on loopback; 0 takes a free one.
 *
 * @param mqtt the gateway
 * @param mqtts the gateway, over TLS
 * @param http the console
 * @param influx InfluxDB
 * @param kafka the log
 * @param flink Flink's web page
 */
public record PortOptions(int mqtt, int mqtts, int http, int influx, int kafka, int flink) {
    /** A free port for everything. */
    public static final PortOptions FREE = new PortOptions(0, 0, 0, 0, 0, 0);

    public PortOptions {
        check("--mqtt-port", mqtt);
        check("--mqtts-port", mqtts);
        check("--http-port", http);
        check("--influx-port", influx);
        check("--kafka-port", kafka);
        check("--flink-port", flink);
    }

    /**
     * Looks whether the ports can be taken, so that a start does not fail half-way.
     *
     * @throws StartupException when one can't; the message names the port and its option
     */
    public void requireFree() {
        requireFree("--mqtt-port", mqtt);
        requireFree("--mqtts-port", mqtts);
        requireFree("--http-port", http);
        requireFree("--kafka-port", kafka);
        requireFree("--flink-port", flink);
    }

    private static void requireFree(String option, int port) {
        if (port == 0) {
            return;
        }
        try {
            LoopbackPorts.claim(port, option);
        } catch (PortTakenException e) {
            throw new StartupException(
                    "port " + port + " is taken by another program; choose another one with " + option);
        }
    }

    private static void check(String option, int port) {
        if (port < 0 || port > 65_535) {
            throw new WrongOptionException(option + " " + port + " is outside 0 to 65535");
        }
    }
}
