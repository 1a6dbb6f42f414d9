package io.citywatch.standalone.command;

import io.citywatch.standalone.embedded.LoopbackPorts;
import io.citywatch.standalone.embedded.PortTakenException;
import io.citywatch.standalone.platform.PortOptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** The options for the ports of {@code demo}; each may be 0, which takes a free one. */
public final class DemoPorts {
    private static final Logger LOG = LoggerFactory.getLogger(DemoPorts.class);
    private static final int USUAL_INFLUX_PORT = 8086;

    @Option(names = "--mqtt-port", paramLabel = "PORT", defaultValue = "1883", description = "MQTT.")
    private int mqtt = 1883;

    @Option(names = "--mqtts-port", paramLabel = "PORT", defaultValue = "8883", description = "MQTT over TLS.")
    private int mqtts = 8883;

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "The console and its HTTP API.")
    private int http = 8080;

    @Option(
            names = "--influx-port",
            paramLabel = "PORT",
            description = "InfluxDB. Default: 8086, or a free one where the system runs an InfluxDB of its own there.")
    private @Nullable Integer influx;

    @Option(names = "--kafka-port", paramLabel = "PORT", defaultValue = "9092", description = "The log.")
    private int kafka = 9092;

    @Option(names = "--flink-port", paramLabel = "PORT", defaultValue = "8081", description = "Flink's web page.")
    private int flink = 8081;

    /**
     * The ports to use.
     *
     * @param startsInflux whether an InfluxDB is started at all
     */
    PortOptions choose(boolean startsInflux) {
        return new PortOptions(mqtt, mqtts, http, startsInflux ? chooseInflux() : 0, kafka, flink);
    }

    /** A package of InfluxDB often starts a server of its own on the usual port: it is left alone. */
    private int chooseInflux() {
        if (influx != null) {
            return influx;
        }
        try {
            return LoopbackPorts.claim(USUAL_INFLUX_PORT, "InfluxDB");
        } catch (PortTakenException e) {
            LOG.atInfo()
                    .addKeyValue("port", USUAL_INFLUX_PORT)
                    .log("another server has InfluxDB's usual port; taking a free one");
            return 0;
        }
    }
}
