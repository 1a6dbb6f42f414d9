package io.citywatch.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.codec.JsonUplinkDecoder;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.rule.RuleReader;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.citywatch.telemetry.topic.MqttTopics;
import io.citywatch.telemetry.topic.UplinkTopic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README and the contracts show is what the programs take. */
class DocumentsTest {
    private static final Path ROOT = Path.of(System.getProperty("citywatch.root"));
    private static final long ARRIVAL = 1_676_339_400_000L;
    private static final Pattern COMMAND =
            Pattern.compile("\\./citywatch ((?:password|token|demo|sim|replay)[^\\n`)|]*)");
    private static final Pattern JSON_BLOCK = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern PUBLISHED =
            Pattern.compile("-t (citywatch/v1/\\S+/(?:birth|telemetry))(?: \\\\\\n *| )-m '([^']*)'");

    @Test
    void theCommandsOfTheReadmeAreUnderstood() throws IOException {
        List<String> commands = COMMAND.matcher(read("README.md"))
                .results()
                .map(match -> match.group(1).replace("\"", "").strip())
                .filter(command -> !command.matches(".*\\b(USER|ROLE|FILE)\\b.*"))
                .toList();

        assertThat(commands).contains("demo", "demo --sim none", "password gas-1", "token viewer");
        assertThat(commands).allSatisfy(command -> assertThat(
                        Citywatch.commandLine().parseArgs(command.split(" +")).errors())
                .isEmpty());
    }

    @Test
    void whatTheReadmePublishesIsUsable() throws IOException {
        List<MatchResult> published =
                PUBLISHED.matcher(read("README.md")).results().toList();

        assertThat(published).hasSize(2);
        assertThat(published).allSatisfy(match -> {
            UplinkTopic topic = UplinkTopic.parse(match.group(1));
            assertThat(topic).isNotNull();
            assertDecoded(topic.channel(), match.group(2));
        });
    }

    @Test
    void theExamplesOfTheContractsAreWhatTheCodecsTake() throws IOException {
        List<String> examples = JSON_BLOCK
                .matcher(read("docs/contracts.md"))
                .results()
                .map(match -> match.group(1).strip())
                .toList();

        assertThat(examples).hasSize(8);
        assertDecoded(Channel.TELEMETRY, examples.get(0));
        assertDecoded(Channel.BIRTH, examples.get(1));
        String[] eventAndAnswer = examples.get(2).split("\\n");
        assertDecoded(Channel.EVENT, eventAndAnswer[0]);
        assertDecoded(Channel.ACK, eventAndAnswer[1]);
        assertThat(LogJson.command(bytes(examples.get(3))).address().device()).isEqualTo("gas-1");
        var alarm = LogJson.alarm(bytes(examples.get(4)));
        assertThat(alarm.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(MqttTopics.alarm(alarm)).isEqualTo("citywatch/v1/alarms/410811/gas/critical/gas-1~gas-leak");
        assertThat(RuleReader.read(bytes(examples.get(5))).problems()).isEmpty();
        assertThat(LogJson.connectionEvent(bytes(examples.get(7))).principal()).isEqualTo("gas-1");
    }

    private static void assertDecoded(Channel channel, String json) {
        var topic = new UplinkTopic(new DeviceAddress("410811", FacilityKind.GAS, "gas-1"), channel);
        var decoded = new JsonUplinkDecoder().decode(topic, bytes(json), ARRIVAL);
        assertThat(decoded.rejections()).isEmpty();
        assertThat(decoded.messages()).hasSize(1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String read(String file) throws IOException {
        return Files.readString(ROOT.resolve(file));
    }
}
