package io.citywatch.ingest.connection;

import io.citywatch.ingest.log.InFlightBytes;
import io.citywatch.ingest.log.UplinkRoute;
import io.citywatch.ingest.metrics.GatewayMeter;
import io.citywatch.ingest.metrics.GatewayMeters;
import io.citywatch.ingest.routing.Publication;
import io.netty.handler.codec.mqtt.MqttProperties;

/** Brings a will on its way: into the log and from there to those who watch, or from memory to its subscribers. */
final class WillPublisher {
    private WillPublisher() {}

    static void publish(Will will, Login login, GatewayServices services) {
        if (will.route() instanceof Route.ToLog toLog) {
            String contentType = Properties5.text(will.properties(), MqttProperties.CONTENT_TYPE);
            append(will, toLog.uplink().with(contentType), login, services);
        } else if (will.route() instanceof Route.InMemory inMemory) {
            if (!services.router().distribute(publication(will, inMemory.topic(), login))) {
                services.meters().count(GatewayMeter.REJECTED, Rejection.RETAINED_FULL.text());
            }
        }
    }

    private static void append(Will will, UplinkRoute route, Login login, GatewayServices services) {
        GatewayMeters meters = services.meters();
        InFlightBytes inFlight = services.uplink().inFlight();
        long bytes = will.payload().length + route.overheadBytes();
        inFlight.add(bytes);
        meters.adder(GatewayMeter.ACCEPTED).increment();
        meters.adder(GatewayMeter.ACCEPTED_BYTES).add(will.payload().length);
        services.uplink()
                .append(
                        route,
                        login.sender(),
                        System.currentTimeMillis(),
                        will.qos(),
                        will.payload(),
                        (metadata, failure) -> {
                            inFlight.release(bytes);
                            if (failure != null) {
                                meters.adder(GatewayMeter.APPEND_FAILURES).increment();
                                return;
                            }
                            meters.adder(GatewayMeter.APPENDED).increment();
                            if (route.isLive() && services.router().hasLiveReaders()) {
                                services.router().publish(publication(will, route.name(), login));
                            }
                        });
    }

    /** Its life begins when it is published, not when the client connected (MQTT 5, 3.1.3.2.4). */
    private static Publication publication(Will will, String topic, Login login) {
        return new Publication(
                topic,
                will.payload(),
                will.qos(),
                will.retain(),
                PublishProperties.life(will.properties(), System.currentTimeMillis(), login.session()));
    }
}
