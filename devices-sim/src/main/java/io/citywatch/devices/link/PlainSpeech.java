package io.citywatch.devices.link;

import io.citywatch.telemetry.codec.Convention;
import io.citywatch.telemetry.codec.DeviceMessageEncoder;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.codec.SenmlEncoder;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.topic.MqttTopics;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** On the platform's own topics: JSON, and readings in SenML where that is wanted. */
final class PlainSpeech implements Speech {
    private final String district;
    private final @Nullable SenmlEncoder senml;
    private final @Nullable String contentType;

    private PlainSpeech(String district, @Nullable SenmlEncoder senml, @Nullable String contentType) {
        this.district = district;
        this.senml = senml;
        this.contentType = contentType;
    }

    static PlainSpeech json(String district) {
        return new PlainSpeech(district, null, null);
    }

    static PlainSpeech senmlJson(String district) {
        return new PlainSpeech(district, SenmlEncoder.json(), Convention.SENML_JSON.contentType());
    }

    static PlainSpeech senmlCbor(String district) {
        return new PlainSpeech(district, SenmlEncoder.cbor(), Convention.SENML_CBOR.contentType());
    }

    @Override
    public Packet packet(OutgoingMessage message) {
        return senml != null && message.said() instanceof Reading reading
                ? new Packet(topic(message), senml.encode(message.from().device(), reading), contentType)
                : json(message);
    }

    @Override
    public List<String> filters() {
        return List.of(commands(district));
    }

    @Override
    public Heard heard(String topic, byte[] payload) throws IOException {
        return new Heard.Commanded(LogJson.command(payload));
    }

    /** The message on the platform's own topic, in its own JSON. */
    static Packet json(OutgoingMessage message) {
        return new Packet(topic(message), DeviceMessageEncoder.encode(message.said()));
    }

    /** Where all commands for devices of a district come. */
    static String commands(String district) {
        return MqttTopics.ROOT + district + "/+/+/" + MqttTopics.COMMAND_LEVEL;
    }

    private static String topic(OutgoingMessage message) {
        return message.from().topic(message.channel());
    }
}
