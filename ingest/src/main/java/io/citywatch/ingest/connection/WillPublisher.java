package io.citywatch.ingest.connection;

import io.citywatch.ingest.log.InFlightBytes;
import io.citywatch.ingest.log.Sender;
import io.citywatch.ingest.metrics.GatewayMeter;
import io.citywatch.ingest.metrics.GatewayMeters;
import io.citywatch.ingest.routing.Publication;

/** Brings a will into the log, and from there to those who watch. */
final class WillPublisher {
    private WillPublisher() {}

    static void publish(Will will, Sender sender, GatewayServices services) {
        GatewayMeters meters = services.meters();
        InFlightBytes inFlight = services.uplink().inFlight();
        long bytes = will.payload().length + will.route().overheadBytes();
        inFlight.add(bytes);
        meters.adder(GatewayMeter.ACCEPTED).increment();
        meters.adder(GatewayMeter.ACCEPTED_BYTES).add(will.payload().length);
        services.uplink()
                .append(
                        will.route(),
                        sender,
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
                            if (services.router().hasLiveReaders()) {
                                services.router()
                                        .publish(new Publication(
                                                will.route().name(), will.payload(), will.qos(), false));
                            }
                        });
    }
}
