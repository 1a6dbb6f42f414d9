package io.citywatch.devices.link;

import io.citywatch.telemetry.codec.Convention;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.io.IOException;
import java.time.InstantSource;

/** Makes the connections by which devices speak: concentrators, or one for each device where the convention has none. */
public final class Links {
    private final MqttEndpoint endpoint;
    private final LinkOptions options;
    private final ConcentratorListener listener;
    private final TrafficCounts counts;
    private final Logins logins;

    /**
     * Connections to that endpoint.
     *
     * @throws IOException when a file for TLS can't be used; the message names it
     */
    public Links(MqttEndpoint endpoint, LinkOptions options, ConcentratorListener listener, TrafficCounts counts)
            throws IOException {
        if (options.hasOneForEachDevice() && endpoint.key() == null) {
            throw new IllegalArgumentException("--cert is for concentrators, and devices of "
                    + options.convention().text() + " speak for themselves");
        }
        this.endpoint = endpoint;
        this.options = options;
        this.listener = listener;
        this.counts = counts;
        this.logins = new Logins(endpoint);
    }

    /**
     * The concentrator of that name, which does nothing until it is maintained.
     *
     * @throws IOException when a file for TLS can't be used; the message names it
     */
    public Concentrator concentrator(ConcentratorName name) throws IOException {
        return concentrator(new Caller(name.clientId(), logins.of(name), speech(name)));
    }

    /** The connection of a device that speaks for itself, which does nothing until it is maintained. */
    public Concentrator device(DeviceAddress device) {
        return concentrator(new Caller(device.device(), logins.byToken(device), new ThingsBoardSpeech()));
    }

    private Concentrator concentrator(Caller caller) {
        return new Concentrator(endpoint, caller, options, listener, counts);
    }

    private Speech speech(ConcentratorName name) {
        Convention convention = options.convention();
        return switch (convention) {
            case JSON -> PlainSpeech.json(name.district());
            case SENML_JSON -> PlainSpeech.senmlJson(name.district());
            case SENML_CBOR -> PlainSpeech.senmlCbor(name.district());
            case SPARKPLUG_B -> new SparkplugSpeech(name, InstantSource.system());
            case THINGSBOARD ->
                throw new IllegalArgumentException("there are no concentrators of " + convention.text());
        };
    }
}
