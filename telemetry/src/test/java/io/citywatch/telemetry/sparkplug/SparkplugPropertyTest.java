package io.citywatch.telemetry.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.telemetry.topic.SparkplugTopic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** No payload of an edge node's makes the decoder throw, whatever came before. */
class SparkplugPropertyTest {
    private static final List<byte[]> GOLDEN = golden();
    private static final List<SparkplugTopic> TOPICS = List.of(
            SparkplugTopic.parse("spBv1.0/410811/NBIRTH/c1"),
            SparkplugTopic.parse("spBv1.0/410811/NDATA/c1"),
            SparkplugTopic.parse("spBv1.0/410811/NDEATH/c1"),
            SparkplugTopic.parse("spBv1.0/410811/DBIRTH/c1/gas:gas-1"),
            SparkplugTopic.parse("spBv1.0/410811/DDATA/c1/gas:gas-1"),
            SparkplugTopic.parse("spBv1.0/410811/DDATA/c1/manhole:mh-1"),
            SparkplugTopic.parse("spBv1.0/410811/DDEATH/c1/gas:gas-1"));

    private record Said(SparkplugTopic topic, byte[] payload) {}

    @Provide
    Arbitrary<List<Said>> sessions() {
        Arbitrary<byte[]> whole = Arbitraries.of(GOLDEN);
        Arbitrary<byte[]> mutated = Combinators.combine(
                        whole,
                        Arbitraries.integers().between(0, 400),
                        Arbitraries.bytes(),
                        Arbitraries.integers().between(1, 400))
                .as((golden, place, value, length) -> {
                    byte[] changed = Arrays.copyOf(golden, Math.max(1, Math.min(golden.length, length)));
                    changed[place % changed.length] = value;
                    return changed;
                });
        Arbitrary<byte[]> random = Arbitraries.bytes().array(byte[].class).ofMaxSize(100);
        return Combinators.combine(Arbitraries.of(TOPICS), Arbitraries.oneOf(whole, mutated, random))
                .as(Said::new)
                .list()
                .ofMaxSize(12);
    }

    @Property
    void nothingThrowsAndEveryLossIsSaid(@ForAll("sessions") List<Said> session) {
        EdgeNode node = new EdgeNode("410811/c1");
        SparkplugDecoder decoder = new SparkplugDecoder();
        long arrival = SparkplugSessionsTest.ARRIVAL;
        for (Said said : session) {
            var heard = decoder.decode(said.topic, said.payload, arrival++, node);

            assertThat(heard.decoded().messages())
                    .allMatch(message -> message.t() <= SparkplugSessionsTest.ARRIVAL + 600_000);
        }
        assertThat(node.session().messages()).isEqualTo(session.size());
    }

    @Property
    void aCopyIsNotChangedByWhatFollows(@ForAll("sessions") List<Said> before, @ForAll("sessions") List<Said> after) {
        EdgeNode node = new EdgeNode("410811/c1");
        SparkplugDecoder decoder = new SparkplugDecoder();
        before.forEach(said -> decoder.decode(said.topic, said.payload, SparkplugSessionsTest.ARRIVAL, node));
        EdgeNode copy = node.copy();
        EdgeNode twin = node.copy();

        after.forEach(said -> decoder.decode(said.topic, said.payload, SparkplugSessionsTest.ARRIVAL, node));
        after.forEach(
                said -> new SparkplugDecoder().decode(said.topic, said.payload, SparkplugSessionsTest.ARRIVAL, twin));

        assertThat(copy.session().messages()).isEqualTo(before.size());
        assertThat(twin).isEqualTo(node);
    }

    private static List<byte[]> golden() {
        List<byte[]> payloads = new ArrayList<>();
        try {
            for (Path file : SparkplugSessionsTest.sessions()) {
                for (String line : Files.readAllLines(file)) {
                    if (line.startsWith("> ")) {
                        payloads.add(HexFormat.of().parseHex(line.split(" ", -1)[2]));
                    }
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return payloads;
    }
}
