package io.citywatch.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.citywatch.outward.notice.Notice;
import io.citywatch.outward.notice.Times;
import io.citywatch.outward.receiver.Receiver;
import io.citywatch.outward.receiver.ReceiverType;
import io.citywatch.outward.receiver.ReceiversFile;
import io.citywatch.outward.receiver.Secrets;
import io.citywatch.outward.receiver.Sender;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.codec.JsonUplinkDecoder;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.codec.UplinkCodecs;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.message.Reading;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README and the contracts show is what the programs take. */
class DocumentsTest {
    private static final Path ROOT = Path.of(System.getProperty("citywatch.root"));
    private static final long ARRIVAL = 1_676_339_400_000L;
    private static final Pattern COMMAND = Pattern.compile(
            "\\./citywatch ((?:password|token|receivers|demo|bridge|sim|replay|rules|backtest)[^\\n`)|]*)");
    private static final Pattern JSON_BLOCK = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern PUBLISHED =
            Pattern.compile("-t (citywatch/v1/\\S+/(?:birth|telemetry))(?: \\\\\\n *| )-m '([^']*)'");

    @Test
    void theCommandsOfTheReadmeAreUnderstood() throws IOException {
        List<String> commands = COMMAND.matcher(read("README.md"))
                .results()
                .map(match -> match.group(1).replace("\"", "").strip())
                .filter(command -> !command.matches(".*\\b(USER|ROLE|FILE|ID)\\b.*"))
                .toList();

        assertThat(commands).contains("demo", "demo --sim none", "password gas-1", "token viewer");
        assertThat(commands).allSatisfy(command -> assertThat(
                        Citywatch.commandLine().parseArgs(command.split(" +")).errors())
                .isEmpty());
    }

    @Test
    void theCommandsOfThePageAboutSeriesAreUnderstood() throws IOException {
        List<String> commands = COMMAND.matcher(read("docs/series.md"))
                .results()
                // What the shell writes to a file is no option
                .map(match -> match.group(1).replaceFirst(" > .*", "").strip())
                .toList();

        assertThat(commands).hasSize(3);
        assertThat(commands).allSatisfy(command -> assertThat(
                        Citywatch.commandLine().parseArgs(command.split(" +")).errors())
                .isEmpty());
    }

    @Test
    void theCommandsOfThePageAboutTheBridgeAreUnderstood() throws IOException {
        List<String> commands = COMMAND.matcher(read("docs/bridge.md"))
                .results()
                .map(match -> match.group(1).strip())
                .toList();

        assertThat(commands).hasSize(2);
        assertThat(commands).allSatisfy(command -> assertThat(
                        Citywatch.commandLine().parseArgs(command.split(" +")).errors())
                .isEmpty());
    }

    @Test
    void whatTheUnitOfTheServiceStartsIsUnderstood() throws IOException {
        Matcher start =
                Pattern.compile("ExecStart=/opt/citywatch/citywatch (.*)").matcher(read("docs/cluster.md"));

        assertThat(start.find()).isTrue();
        assertThat(Citywatch.commandLine().parseArgs(start.group(1).split(" ")).errors())
                .isEmpty();
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
    void whatTheEngineerIsToldOfOtherConventionsIsUsable() throws IOException {
        String page = read("docs/devices.md");
        List<String> commands = COMMAND.matcher(page)
                .results()
                .map(match -> match.group(1).replace("\"", "").strip())
                .filter(command -> !command.matches(".*\\bUSER\\b.*"))
                .toList();
        MatchResult senml = PUBLISHED.matcher(page).results().findFirst().orElseThrow();
        UplinkTopic topic = UplinkTopic.parse(senml.group(1));

        assertThat(commands).contains("password --token thingsboard/410811/gas/gas-1");
        assertThat(commands).allSatisfy(command -> assertThat(
                        Citywatch.commandLine().parseArgs(command.split(" +")).errors())
                .isEmpty());
        assertThat(topic).isNotNull();
        var decoded = new UplinkCodecs().decode(topic, null, bytes(senml.group(2)), ARRIVAL);
        assertThat(decoded.rejections()).isEmpty();
        assertThat(decoded.messages())
                .containsExactly(Reading.at(ARRIVAL)
                        .with(Metric.GAS_LEL, 3.2)
                        .with(Metric.TEMPERATURE_C, 21.5)
                        .with(Metric.VALVE_OPEN, true)
                        .build());
    }

    @Test
    void theExamplesOfTheContractsAreWhatTheCodecsTake() throws IOException {
        List<String> examples = JSON_BLOCK
                .matcher(read("docs/contracts.md"))
                .results()
                .map(match -> match.group(1).strip())
                .toList();

        assertThat(examples).hasSize(13);
        assertDecoded(Channel.TELEMETRY, examples.get(0));
        assertDecoded(Channel.BIRTH, examples.get(1));
        String[] eventAndAnswer = examples.get(2).split("\\n");
        assertDecoded(Channel.EVENT, eventAndAnswer[0]);
        assertDecoded(Channel.ACK, eventAndAnswer[1]);
        assertThat(LogJson.command(bytes(examples.get(3))).address().device()).isEqualTo("gas-1");
        var alarm = LogJson.alarm(bytes(examples.get(4)));
        assertThat(alarm.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(new ObjectMapper().readTree(examples.get(5)).path("alarms")).hasSize(2);
        assertThat(MqttTopics.alarm(alarm)).isEqualTo("citywatch/v1/alarms/410811/gas/critical/gas-1~gas-leak");
        assertThat(RuleReader.read(bytes(examples.get(6))).problems()).isEmpty();
        assertThat(LogJson.alarmFigures(bytes(examples.get(7))).scope()).isEqualTo("city");
        assertThat(LogJson.connectionEvent(bytes(examples.get(9))).principal()).isEqualTo("gas-1");
        JsonNode webhook = new ObjectMapper().readTree(examples.get(10));
        assertThat(webhook.path("id").asText())
                .isEqualTo(Notice.deliveryId(
                        webhook.at("/data/alarm/id").asText(),
                        webhook.at("/data/alarm/version").asLong()));
        assertThat(Times.iso(webhook.at("/data/transition/t").asLong(), Sender.BEIJING))
                .isEqualTo(webhook.path("timestamp").asText());
        assertThat(new ObjectMapper().readTree(examples.get(11)).path("perDay").isNumber())
                .isTrue();
        assertThat(LogJson.parkingCount(bytes(examples.get(12))).area().scope()).isEqualTo("parking/410811/410811001");
    }

    @Test
    void theReceiversOfTheGuideAreUnderstood(@TempDir Path keys) throws IOException {
        Matcher example = JSON_BLOCK.matcher(read("docs/outward.md"));
        assertThat(example.find()).isTrue();
        Path file = Files.writeString(keys.resolve("receivers.json"), example.group(1));
        for (String secret : List.of(
                "emergency.auth",
                "gas-company.secret",
                "dingtalk.token",
                "dingtalk.secret",
                "wecom.key",
                "feishu.secret")) {
            Files.writeString(keys.resolve(secret), "a-secret");
        }

        ReceiversFile receivers = ReceiversFile.read(file, new Secrets(keys, name -> "a-secret"));

        assertThat(receivers.receivers())
                .extracting(Receiver::type)
                .containsExactly(
                        ReceiverType.CAP,
                        ReceiverType.WEBHOOK,
                        ReceiverType.DINGTALK,
                        ReceiverType.WECOM,
                        ReceiverType.FEISHU);
    }

    @Test
    void theCommandsOfTheGuideToReceiversAreUnderstood() throws IOException {
        List<String> commands = COMMAND.matcher(read("docs/outward.md"))
                .results()
                .map(match -> match.group(1).strip())
                .filter(command -> !command.matches(".*(FILE|文件).*"))
                .toList();

        assertThat(commands)
                .containsExactly(
                        "receivers check data/receivers.json", "receivers check data/receivers.json --send-test");
        assertThat(commands).allSatisfy(command -> assertThat(
                        Citywatch.commandLine().parseArgs(command.split(" +")).errors())
                .isEmpty());
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
