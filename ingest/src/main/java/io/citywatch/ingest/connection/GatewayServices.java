package io.citywatch.ingest.connection;

import io.citywatch.ingest.admission.Admission;
import io.citywatch.ingest.downlink.PendingCommands;
import io.citywatch.ingest.log.UplinkLog;
import io.citywatch.ingest.metrics.GatewayMeters;
import io.citywatch.ingest.routing.Router;
import io.citywatch.ingest.session.Sessions;

/**
 * The parts of the gateway that every connection works with.
 *
 * @param admission decides who is let in
 * @param uplink takes the messages
 * @param router brings messages to subscribers
 * @param commands hands waiting commands to devices
 * @param sessions remembers clients
 * @param meters counts
 */
public record GatewayServices(
        Admission admission,
        UplinkLog uplink,
        Router router,
        PendingCommands commands,
        Sessions sessions,
        GatewayMeters meters) {}
