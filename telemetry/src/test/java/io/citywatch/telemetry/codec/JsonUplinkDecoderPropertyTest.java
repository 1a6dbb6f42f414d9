package io.citywatch.telemetry.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.facility.MetricType;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.citywatch.telemetry.topic.UplinkTopic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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
        Arbitrary<Long> times = Arbitraries.longs().between(946_684_800_000L, ARRIVAL);
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
        return decoder.decode(new UplinkTopic(new DeviceAddress("410811", kind, "d"), channel), payload, ARRIVAL);
    }
}
