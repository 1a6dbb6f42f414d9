package io.citywatch.standalone.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citywatch.ingest.GatewayOptions;
import io.citywatch.ingest.SettingReader;
import io.citywatch.ingest.TlsOptions;
import io.citywatch.jobs.alarms.AlarmJob;
import io.citywatch.jobs.census.CensusJob;
import io.citywatch.jobs.historian.HistorianJob;
import io.citywatch.jobs.runtime.JobArguments;
import io.citywatch.standalone.Citywatch;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.junit.jupiter.api.Test;

/** The manifests and the commands of the page about clusters name what there is. */
class ManifestsTest {
    private static final Path ROOT = Path.of(System.getProperty("citywatch.root"));
    private static final Path FOLDER = ROOT.resolve("docs/kubernetes");
    private static final Pattern FLINK_RUN =
            Pattern.compile("bin/flink run -d -p (\\d+)(?: -s SAVEPOINT)? -c (\\S+) (\\S+) ?(.*)");
    private static final Pattern CITYWATCH = Pattern.compile("^\\./citywatch (.*)$", Pattern.MULTILINE);
    private static final Pattern SECRET = Pattern.compile("kubectl create secret (?:generic|tls) (\\S+)");
    private static final Pattern CONFIG = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);

    @Test
    void theOperatorTakesTheDeploymentsOfTheThreeJobs() throws IOException {
        ResourceSchema schema = ResourceSchema.ofFlinkDeployment();
        List<JsonNode> deployments = deployments();

        assertThat(deployments).hasSize(3).allSatisfy(deployment -> {
            assertThat(deployment.at("/spec/flinkVersion").asText()).isEqualTo("v2_3");
            // The schema is of a release that knows no Flink 2: all else of it holds
            ObjectNode known = deployment.deepCopy();
            ((ObjectNode) known.path("spec")).put("flinkVersion", "v1_20");
            assertThat(schema.problems(known)).isEmpty();
        });
    }

    @Test
    void theSchemaRefusesWhatIsUnknownOrOfTheWrongType() throws IOException {
        ObjectNode broken = deployments().get(0).deepCopy();
        ObjectNode job = (ObjectNode) broken.at("/spec/job");
        job.put("parallelisms", 2).put("parallelism", "four").put("upgradeMode", "sometimes");

        assertThat(ResourceSchema.ofFlinkDeployment().problems(broken))
                .anyMatch(problem -> problem.contains("spec.job.parallelisms is unknown"))
                .anyMatch(problem -> problem.contains("spec.job.parallelism is no integer"))
                .anyMatch(problem -> problem.contains("spec.job.upgradeMode is none of"));
    }

    @Test
    void theJobsOfTheDeploymentsAreThereAndTakeTheirOptions() throws Exception {
        List<JsonNode> deployments = deployments();

        assertThat(deployments)
                .extracting(each -> each.at("/spec/job/entryClass").asText())
                .containsExactly(AlarmJob.class.getName(), CensusJob.class.getName(), HistorianJob.class.getName());
        for (JsonNode deployment : deployments) {
            JobArguments.parse(texts(deployment.at("/spec/job/args")).toArray(String[]::new));
            assertThat(flinkKeys()).containsAll(names(deployment.at("/spec/flinkConfiguration")));
            assertThat(deployment.at("/spec/job/jarURI").asText())
                    .isEqualTo("local://" + copied("Dockerfile.jobs", "stream-jobs/target/citywatch-jobs.jar"));
            assertThat(read(FOLDER.resolve("Dockerfile.jobs")))
                    .contains("-t " + deployment.at("/spec/image").asText() + ' ');
        }
    }

    @Test
    void gatewayAndConsoleTakeTheirArgumentsAndServeWhatIsProbed() throws IOException {
        for (String file : List.of("gateway.yaml", "console.yaml")) {
            JsonNode container = documents(file).get(0).at("/spec/template/spec/containers/0");
            String[] arguments = texts(container.path("args")).toArray(String[]::new);
            var parsed = Citywatch.commandLine().parseArgs(arguments);
            Map<String, Integer> ports = new HashMap<>();
            container
                    .path("ports")
                    .forEach(port -> ports.put(
                            port.path("name").asText(),
                            port.path("containerPort").asInt()));

            assertThat(parsed.errors()).isEmpty();
            assertThat(read(FOLDER.resolve("Dockerfile.platform")))
                    .contains("-t " + container.path("image").asText() + ' ')
                    .contains(Citywatch.class.getName());
            for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
                if (container.has(probe)) {
                    JsonNode asked = container.path(probe);
                    JsonNode port = asked.has("httpGet") ? asked.at("/httpGet/port") : asked.at("/tcpSocket/port");
                    assertThat(ports).containsKey(port.asText());
                }
            }
            documents(file).get(1).at("/spec/ports").forEach(port -> assertThat(ports)
                    .containsKey(port.path("targetPort").asText()));
        }
    }

    @Test
    void theSettingsOfTheGatewayAreThere() throws IOException {
        Map<String, String> settings = new HashMap<>();
        for (String argument : texts(documents("gateway.yaml").get(0).at("/spec/template/spec/containers/0/args"))) {
            if (argument.startsWith("--set=")) {
                String[] pair = argument.substring("--set=".length()).split("=", 2);
                settings.put(pair[0], pair[1]);
            }
        }
        Path any = Path.of("any");

        GatewayOptions options = SettingReader.apply(
                GatewayOptions.defaults("kafka:9092", any).withTls(new TlsOptions(8883, any, any, null)), settings);

        assertThat(options.listen().bindAddress()).isEqualTo("0.0.0.0");
        assertThat(options.tls().certificateChain()).hasToString("/secrets/mqtts/tls.crt");
    }

    @Test
    void thePageTellsHowEverySecretIsMade() throws IOException {
        Set<String> made = new HashSet<>();
        SECRET.matcher(page()).results().forEach(match -> made.add(match.group(1)));
        Set<String> used = new HashSet<>();
        for (String file : List.of("jobs.yaml", "gateway.yaml", "console.yaml")) {
            documents(file).forEach(each -> used.addAll(each.findValuesAsText("secretName")));
        }

        assertThat(used).isNotEmpty().isEqualTo(made);
    }

    @Test
    void theCommandsOfThePageAreUnderstood() throws Exception {
        int jobs = 0;
        Matcher run = FLINK_RUN.matcher(page());
        while (run.find()) {
            assertThat(Class.forName(run.group(2)).getMethod("main", String[].class))
                    .isNotNull();
            assertThat(run.group(3)).isEqualTo("citywatch-jobs.jar");
            JobArguments.parse(run.group(4).split(" "));
            jobs++;
        }
        List<String> commands =
                CITYWATCH.matcher(page()).results().map(match -> match.group(1)).toList();
        List<String> configs =
                CONFIG.matcher(page()).results().map(match -> match.group(1)).toList();

        assertThat(jobs).isEqualTo(4);
        assertThat(commands).hasSize(2).allSatisfy(command -> assertThat(
                        Citywatch.commandLine().parseArgs(command.split(" ")).errors())
                .isEmpty());
        assertThat(configs).hasSize(2);
        for (String config : configs) {
            assertThat(flinkKeys())
                    .containsAll(names(ResourceSchema.documents(config).get(0)));
        }
    }

    private static List<JsonNode> deployments() throws IOException {
        return documents("jobs.yaml").stream()
                .filter(each -> each.path("kind").asText().equals("FlinkDeployment"))
                .toList();
    }

    private static List<JsonNode> documents(String file) throws IOException {
        return ResourceSchema.documents(read(FOLDER.resolve(file)));
    }

    /** Where a Dockerfile puts a file. */
    private static String copied(String dockerfile, String source) throws IOException {
        return read(FOLDER.resolve(dockerfile))
                .lines()
                .filter(line -> line.startsWith("COPY " + source + ' '))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .findFirst()
                .orElseThrow();
    }

    /** The keys of Flink's options for state, checkpoints, high availability and TaskManagers. */
    private static Set<String> flinkKeys() throws IllegalAccessException {
        Set<String> keys = new HashSet<>();
        List<Field> fields = Stream.of(
                        StateBackendOptions.class,
                        CheckpointingOptions.class,
                        HighAvailabilityOptions.class,
                        TaskManagerOptions.class)
                .flatMap(type -> Arrays.stream(type.getFields()))
                .filter(field -> field.getType() == ConfigOption.class)
                .toList();
        for (Field field : fields) {
            keys.add(((ConfigOption<?>) field.get(null)).key());
        }
        return keys;
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    private static String page() throws IOException {
        return read(ROOT.resolve("docs/cluster.md"));
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file);
    }
}
