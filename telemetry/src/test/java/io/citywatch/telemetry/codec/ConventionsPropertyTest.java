package io.citywatch.telemetry.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.citywatch.telemetry.topic.ThingsBoardTopic;
import io.citywatch.telemetry.topic.UplinkTopic;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** No input makes a decoder throw, and what it can't use it says. */
class ConventionsPropertyTest {
    private static final List<byte[]> GOLDEN = Stream.of("json", "senml-json", "senml-cbor", "thingsboard")
            .flatMap(convention -> GoldenFile.all(convention).stream())
            .map(GoldenFile::payload)
            .toList();

    private final UplinkCodecs codecs = new UplinkCodecs();
    private final ThingsBoardDecoder thingsBoard = new ThingsBoardDecoder();

    @Provide
    Arbitrary<byte[]> payloads() {
        Arbitrary<byte[]> mutated = Combinators.combine(
                        Arbitraries.of(GOLDEN),
                        Arbitraries.integers().between(0, 400),
                        Arbitraries.bytes(),
                        Arbitraries.integers().between(0, 400))
                .as(ConventionsPropertyTest::mutated);
        Arbitrary<byte[]> random = Arbitraries.bytes().array(byte[].class).ofMaxSize(200);
        Arbitrary<byte[]> words = Arbitraries.of(
                        "[",
                        "]",
                        "{",
                        "}",
                        ":",
                        ",",
                        "\"n\"",
                        "\"v\"",
                        "\"bn\"",
                        "\"bt\"",
                        "\"ts\"",
                        "\"values\"",
                        "\"gasLel\"",
                        "1e400",
                        "-1e308",
                        "9223372036854775808",
                        "null",
                        "true",
                        "\"u\"",
                        "\"rad\"")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join(" ", parts).getBytes(StandardCharsets.UTF_8));
        return Arbitraries.oneOf(mutated, random, words);
    }

    private static byte[] mutated(byte[] golden, int place, byte value, int length) {
        byte[] changed = java.util.Arrays.copyOf(golden, Math.max(1, Math.min(golden.length, length)));
        changed[place % changed.length] = value;
        return changed;
    }

    @Property
    void senmlAndJsonNeverThrow(
            @ForAll("payloads") byte[] payload,
            @ForAll FacilityKind kind,
            @ForAll Channel channel,
            @ForAll("contentTypes") String contentType) {
        var topic = new UplinkTopic(new DeviceAddress("410811", kind, "gas-1"), channel);

        assertExplained(codecs.decode(topic, contentType.isEmpty() ? null : contentType, payload, GoldenFile.ARRIVAL));
    }

    @Provide
    Arbitrary<String> contentTypes() {
        return Arbitraries.of("", "application/senml+json", "application/senml+cbor", "application/json", "text/plain");
    }

    @Property
    void thingsBoardNeverThrows(
            @ForAll("payloads") byte[] payload, @ForAll FacilityKind kind, @ForAll("thingsBoardTopics") String name) {
        String userName = ThingsBoardTopic.userName(new DeviceAddress("410811", kind, "gas-1"));
        ThingsBoardTopic topic = ThingsBoardTopic.parse(name, userName);

        assertExplained(thingsBoard.decode(topic, payload, GoldenFile.ARRIVAL));
    }

    @Provide
    Arbitrary<String> thingsBoardTopics() {
        return Arbitraries.of("v1/devices/me/telemetry", "v1/devices/me/attributes", "v1/devices/me/rpc/response/17");
    }

    private static void assertExplained(Decoded decoded) {
        assertThat(decoded.messages().isEmpty() && decoded.rejections().isEmpty())
                .isFalse();
        assertThat(decoded.messages()).extracting(DeviceMessage::t).allMatch(t -> t <= GoldenFile.ARRIVAL + 5 * 60_000);
    }
}
