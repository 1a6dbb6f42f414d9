package io.citywatch.devices.link;

import io.citywatch.telemetry.codec.ThingsBoardCall;
import io.citywatch.telemetry.codec.ThingsBoardEncoder;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.message.CommandAnswer;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.topic.ThingsBoardTopic;
import java.io.IOException;
import java.util.List;

/**
 * As a single device that speaks ThingsBoard's device API. What that has no words for, events, is said on the device's topic of
 * the platform's own.
 */
final class ThingsBoardSpeech implements Speech {
    @Override
    public Packet packet(OutgoingMessage message) {
        DeviceMessage said = message.said();
        if (said instanceof Reading reading) {
            return new Packet(ThingsBoardTopic.TELEMETRY, ThingsBoardEncoder.encode(reading));
        }
        if (said instanceof Birth birth) {
            return new Packet(ThingsBoardTopic.ATTRIBUTES, ThingsBoardEncoder.encode(birth));
        }
        if (said instanceof CommandAnswer answer) {
            String request = ThingsBoardTopic.requestOf(answer.command());
            return new Packet(ThingsBoardTopic.ANSWERS + request, ThingsBoardEncoder.encode(answer));
        }
        return PlainSpeech.json(message);
    }

    @Override
    public List<String> filters() {
        return List.of(ThingsBoardTopic.COMMANDS + '+');
    }

    @Override
    public Heard heard(String topic, byte[] payload) throws IOException {
        return new Heard.Commanded(ThingsBoardCall.command(payload));
    }
}
