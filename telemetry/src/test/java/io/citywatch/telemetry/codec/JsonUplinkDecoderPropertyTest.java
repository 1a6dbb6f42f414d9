package io.citywatch.telemetry.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.facility.MetricType;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.citywatch.telemetry.topic.UplinkTopic;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class JsonUplinkDecoderPropertyTest {
    private static final long ARRIVAL = 1_676_339_401_000L;
    private static final String ALTERATIONS = "{}[]\",:0e-.tn\\u\u0000x";

    private final JsonUplinkDecoder decoder = new JsonUplinkDecoder();

    @Property
    void whatIsWrittenIsReadBack(@ForAll("backlogs") List<Reading> backlog, @ForAll FacilityKind kind) {
        List<Reading> ofKind =
                backlog.stream().map(reading -> only(reading, kind)).toList();

        Decoded decoded = decode(kind, Channel.TELEMETRY, DeviceMessageEncoder.encode(ofKind));

        assertThat(decoded.rejections()).isEmpty();
        assertThat(decoded.messages()).isEqualTo(ofKind);
    }

    @Property
    void itReadsPlainPayloadsAsAnyOther(@ForAll FacilityKind kind, @ForAll("fields") List<String> fields) {
        String payload = "{" + String.join(",", fields) + "}";

        assertThat(decode(kind, Channel.TELEMETRY, payload.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(parse(kind, payload.getBytes(StandardCharsets.UTF_8)));
    }

    @Property
    void itReadsAlteredPayloadsAsAnyOther(
            @ForAll FacilityKind kind, @ForAll("fields") List<String> fields, @ForAll Random random) {
        byte[] payload = ("{" + String.join(", ", fields) + " }").getBytes(StandardCharsets.UTF_8);
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            payload[random.nextInt(payload.length)] = (byte) ALTERATIONS.charAt(random.nextInt(ALTERATIONS.length()));
        }

        assertThat(decode(kind, Channel.TELEMETRY, payload)).isEqualTo(parse(kind, payload));
    }

    @Provide
    Arbitrary<List<String>> fields() {
        List<String> names =
                new ArrayList<>(Stream.of(Metric.values()).map(Metric::field).toList());
        names.addAll(List.of("t", "t", "seq", "other", ""));
        Arbitrary<String> numbers = Combinators.combine(
                        Arbitraries.bigDecimals().between(BigDecimal.valueOf(-300), BigDecimal.valueOf(3000)),
                        Arbitraries.integers().between(0, 18))
                .as((number, scale) ->
                        number.setScale(scale, RoundingMode.HALF_EVEN).toPlainString());
        Arbitrary<String> values = Arbitraries.oneOf(
                numbers,
                Arbitraries.integers().between(0, 100).map(String::valueOf),
                Arbitraries.longs()
                        .between(ARRIVAL - 400_000, ARRIVAL + 400_000)
                        .map(String::valueOf),
                Arbitraries.of(
                        "true",
                        "false",
                        "0",
                        "1",
                        "-0",
                        "-0.0",
                        "null",
                        "\"normal\"",
                        "\"fault\"",
                        "\"broken\"",
                        "1e2",
                        "01",
                        "1.",
                        ".5",
                        "+1",
                        "12345678901234567890",
                        "0.10000000000000000555",
                        "[1]",
                        "{}",
                        "tru",
                        "\"\""));
        return Combinators.combine(Arbitraries.of(names), values)
                .as((name, value) -> '"' + name + "\":" + value)
                .list()
                .ofMaxSize(5);
    }

    private Decoded parse(FacilityKind kind, byte[] payload) {
        return decoder.parse(payload, new Payload(topic(kind, Channel.TELEMETRY), ARRIVAL));
    }

    @Property
    void noBytesMakeItThrow(@ForAll byte[] payload, @ForAll Channel channel, @ForAll FacilityKind kind) {
        decode(kind, channel, payload);
    }

    @Property
    void noTornOrAlteredPayloadMakesItThrow(
            @ForAll("backlogs") List<Reading> backlog, @ForAll Random random, @ForAll Channel channel) {
        byte[] payload = DeviceMessageEncoder.encode(backlog);
        for (int i = random.nextInt(4); i > 0; i--) {
            payload[random.nextInt(payload.length)] = (byte) ALTERATIONS.charAt(random.nextInt(ALTERATIONS.length()));
        }

        decode(FacilityKind.GAS, channel, payload);
        decode(
                FacilityKind.GAS,
                channel,
                new String(payload, StandardCharsets.ISO_8859_1)
                        .substring(0, random.nextInt(payload.length + 1))
                        .getBytes(StandardCharsets.ISO_8859_1));
    }

    @Provide
    Arbitrary<List<Reading>> backlogs() {
        Arbitrary<Long> times = Arbitraries.longs().between(1_262_304_000_000L, ARRIVAL);
        return Combinators.combine(
                        times, Arbitraries.longs().between(0, Long.MAX_VALUE), Arbitraries.randomValue(r -> r))
                .as((t, seq, random) -> {
                    Reading.Builder builder = Reading.at(t).seq(seq);
                    for (Metric metric : Metric.values()) {
                        double value = metric.min() + random.nextDouble() * (metric.max() - metric.min());
                        builder.with(metric, metric.type() == MetricType.NUMBER ? value : Math.rint(value));
                    }
                    return builder.build();
                })
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }

    private static Reading only(Reading reading, FacilityKind kind) {
        Reading.Builder builder = Reading.at(reading.t());
        if (reading.seq() != null) {
            builder.seq(reading.seq());
        }
        for (Metric metric : new ArrayList<>(kind.metrics())) {
            builder.with(metric, reading.value(metric));
        }
        return builder.build();
    }

    private Decoded decode(FacilityKind kind, Channel channel, byte[] payload) {
        return decoder.decode(topic(kind, channel), payload, ARRIVAL);
    }

    private static UplinkTopic topic(FacilityKind kind, Channel channel) {
        return new UplinkTopic(new DeviceAddress("410811", kind, "d"), channel);
    }
}
