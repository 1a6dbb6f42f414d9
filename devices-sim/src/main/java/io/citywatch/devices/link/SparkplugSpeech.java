package io.citywatch.devices.link;

import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.command.RebirthRequest;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.sparkplug.SparkplugEncoder;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.citywatch.telemetry.topic.SparkplugTopic;
import io.citywatch.telemetry.topic.SparkplugTopic.Type;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * As an edge node of Sparkplug B, which is born again with all its devices in each session, and when it is asked. What Sparkplug B
 * has no words for, events and answers, is said on the platform's own topics, and commands come there.
 */
final class SparkplugSpeech implements Speech {
    private final ConcentratorName node;
    private final InstantSource clock;
    private final String requests;
    private final SparkplugEncoder encoder = new SparkplugEncoder();
    private final Map<DeviceAddress, OutgoingMessage> births = new LinkedHashMap<>();

    SparkplugSpeech(ConcentratorName node, InstantSource clock) {
        this.node = node;
        this.clock = clock;
        this.requests = RebirthRequest.topic(node.district(), node.name());
    }

    @Override
    public Packet will() {
        return new Packet(topic(Type.NDEATH), encoder.death());
    }

    @Override
    public List<Packet> greeting() {
        return List.of(new Packet(topic(Type.NBIRTH), encoder.nodeBirth(clock.millis())));
    }

    @Override
    public List<OutgoingMessage> saidAgain() {
        return List.copyOf(births.values());
    }

    @Override
    public Packet packet(OutgoingMessage message) {
        DeviceMessage said = message.said();
        if (said instanceof Birth birth) {
            births.put(message.from(), message);
            return new Packet(topic(Type.DBIRTH, message.from()), encoder.deviceBirth(birth));
        }
        return said instanceof Reading reading
                ? new Packet(topic(Type.DDATA, message.from()), encoder.deviceData(reading))
                : PlainSpeech.json(message);
    }

    @Override
    public void unsent(OutgoingMessage message) {
        if (message.said() instanceof Birth || message.said() instanceof Reading) {
            encoder.takeBack();
        }
    }

    @Override
    public List<String> filters() {
        return List.of(PlainSpeech.commands(node.district()), requests);
    }

    @Override
    public Heard heard(String topic, byte[] payload) throws IOException {
        if (!topic.equals(requests)) {
            return new Heard.Commanded(LogJson.command(payload));
        }
        return RebirthRequest.isIn(payload) ? new Heard.BirthsWanted() : new Heard.Nothing();
    }

    private String topic(Type type) {
        return new SparkplugTopic(node.district(), type, node.name(), null).name();
    }

    private String topic(Type type, DeviceAddress device) {
        return new SparkplugTopic(node.district(), type, node.name(), device).name();
    }
}
