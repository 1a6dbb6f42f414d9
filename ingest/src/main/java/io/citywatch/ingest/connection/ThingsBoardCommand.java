package io.citywatch.ingest.connection;

import io.citywatch.ingest.routing.Delivery;
import io.citywatch.ingest.routing.Publication;
import io.citywatch.ingest.session.Outgoing;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.codec.ThingsBoardCall;
import io.citywatch.telemetry.command.Command;
import io.citywatch.telemetry.topic.ThingsBoardTopic;
import java.io.IOException;

/** Makes of commands what devices of ThingsBoard's are given. */
final class ThingsBoardCommand {
    private ThingsBoardCommand() {}

    /** The same message as such a device knows it. */
    static Outgoing.Message of(Outgoing.Message message) {
        Publication publication = message.delivery().publication();
        Command command;
        try {
            command = LogJson.command(publication.payload());
        } catch (IOException e) {
            // Not a command: nothing else is sent to devices, and this would be a mistake of ours that the device sees
            // as it is.
            return message;
        }
        Publication call = new Publication(
                ThingsBoardTopic.COMMANDS + ThingsBoardTopic.requestOf(command.id()),
                ThingsBoardCall.of(command, publication.payload()),
                publication.qos(),
                publication.retain(),
                publication.life());
        Delivery delivery = message.delivery();
        return new Outgoing.Message(
                new Delivery(call, delivery.qos(), delivery.retain(), delivery.identifiers(), delivery.via()),
                message.packetId(),
                message.duplicate());
    }
}
