package io.citywatch.telemetry.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.telemetry.codec.DecodedLines;
import io.citywatch.telemetry.topic.SparkplugTopic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sessions of edge nodes by golden files: after each message ({@code >} topic and payload in hexadecimal digits) stands what it
 * has to become, rejections with {@code !} and a request for births with {@code ?}.
 */
class SparkplugSessionsTest {
    /** The first message arrives then, each further one a second later. */
    static final long ARRIVAL = 1_676_339_400_000L;

    static final Path FOLDER = Path.of("src/test/resources/golden/sparkplug");

    static List<Path> sessions() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("sessions")
    void everyMessageBecomesWhatItHasTo(Path file) throws IOException {
        List<String> expected = Files.readAllLines(file);

        assertThat(read(expected)).isEqualTo(expected);
    }

    /** The lines of a session, with what its messages become. */
    static List<String> read(List<String> lines) {
        EdgeNode node = new EdgeNode("410811/c1");
        SparkplugDecoder decoder = new SparkplugDecoder();
        List<String> read = new ArrayList<>();
        long arrival = ARRIVAL;
        for (String line : lines) {
            if (line.startsWith("#")) {
                read.add(line);
            } else if (line.startsWith("> ")) {
                read.add(line);
                String[] parts = line.split(" ", -1);
                SparkplugTopic topic = SparkplugTopic.parse(parts[1]);
                var heard = decoder.decode(topic, HexFormat.of().parseHex(parts[2]), arrival, node);
                read.addAll(DecodedLines.of(heard.decoded()));
                if (heard.rebirth() != null) {
                    read.add("? " + heard.rebirth().id());
                }
                arrival += 1000;
            }
        }
        return read;
    }
}
