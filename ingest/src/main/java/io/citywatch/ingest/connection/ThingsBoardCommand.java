package io.citywatch.ingest.connection;

import io.citywatch.ingest.routing.Delivery;
import io.citywatch.ingest.routing.Publication;
import io.citywatch.ingest.session.Outgoing;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.command.Command;
import io.citywatch.telemetry.topic.ThingsBoardTopic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A command in the manner of ThingsBoard's device API: a call of a method, whose parameters are the command. */
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
                call(command, publication.payload()),
                publication.qos(),
                publication.retain(),
                publication.life());
        Delivery delivery = message.delivery();
        return new Outgoing.Message(
                new Delivery(call, delivery.qos(), delivery.retain(), delivery.identifiers(), delivery.via()),
                message.packetId(),
                message.duplicate());
    }

    private static byte[] call(Command command, byte[] json) {
        String text = new String(json, StandardCharsets.UTF_8);
        return ("{\"method\":\"" + command.command().text() + "\",\"params\":" + text + '}')
                .getBytes(StandardCharsets.UTF_8);
    }
}
