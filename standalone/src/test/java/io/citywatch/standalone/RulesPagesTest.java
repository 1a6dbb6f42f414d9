package io.citywatch.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.rule.Agreement;
import io.citywatch.telemetry.rule.DetectorSpec;
import io.citywatch.telemetry.rule.RuleDocument;
import io.citywatch.telemetry.rule.RuleReader;
import io.citywatch.telemetry.rule.StandardRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The operator's page tells of every alarm, and the engineer's page of every detector with all its parameters. */
class RulesPagesTest {
    private static final Path ROOT = Path.of(System.getProperty("citywatch.root"));
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern JSON_BLOCK = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern KNOWN = Pattern.compile("known here are (.*)");
    private static final Map<Severity, String> IN_CHINESE =
            Map.of(Severity.CRITICAL, "紧急", Severity.HIGH, "高", Severity.MEDIUM, "中", Severity.LOW, "低");

    @Test
    void theRulesOfThePageForEngineersAreValidAndShowEveryDetector() throws IOException {
        List<String> examples = examples(read("docs/rules.md"));

        assertThat(examples)
                .allSatisfy(example ->
                        assertThat(RuleReader.read(bytes(example)).problems()).isEmpty())
                .allSatisfy(example ->
                        assertThat(RuleReader.read(bytes(example)).objections()).isEmpty());
        assertThat(examples.stream()
                        .map(example -> RuleReader.read(bytes(example))
                                .rules()
                                .get(0)
                                .detector()
                                .getClass())
                        .distinct())
                .hasSize(kinds(DetectorSpec.class));
    }

    @Test
    void eachDetectorHasATableOfAllItsParameters() throws IOException {
        String page = read("docs/rules.md");
        String detectors = page.substring(page.indexOf("\n## Detectors"), page.indexOf("\n## What the default rules"));
        Map<String, Set<String>> told = new TreeMap<>();
        Map<String, Set<String>> taken = new TreeMap<>();
        for (String section : detectors.split("\n### ")) {
            if (section.contains("```json")) {
                String type = section.lines().findFirst().orElseThrow().strip();
                told.put(type, parametersTold(section));
                taken.put(type, parametersTaken(section));
            }
        }

        assertThat(told).hasSize(kinds(DetectorSpec.class));
        assertThat(told).isEqualTo(taken);
    }

    @Test
    void theOperatorsPageTellsOfEveryRuleInBothLanguages() throws IOException {
        String[] languages = read("docs/operator.md").split("\n## English\n");

        assertThat(languages).hasSize(2);
        for (RuleDocument rule : StandardRules.all()) {
            assertTold(rows(languages[0]), rule, IN_CHINESE::get);
            assertTold(rows(languages[1]), rule, Severity::text);
        }
        assertThat(languages).allSatisfy(page -> assertThat(rows(page))
                .anyMatch(row -> row.get(1).equals("`flood`")));
    }

    private static int kinds(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses())
                        .mapToInt(RulesPagesTest::kinds)
                        .sum()
                : 1;
    }

    /** There is a row for the rule, or several, with each severity at which it calls; it says when, and what to do. */
    private static void assertTold(List<List<String>> rows, RuleDocument rule, Function<Severity, String> words) {
        List<List<String>> ofRule = rows.stream()
                .filter(row -> CODE.matcher(row.get(1)).results().anyMatch(code -> isMeant(code.group(1), rule.id())))
                .toList();

        assertThat(ofRule).as(rule.id()).isNotEmpty().allSatisfy(row -> assertThat(row)
                .hasSize(4)
                .allSatisfy(cell -> assertThat(cell).isNotBlank()));
        String names = ofRule.stream().map(row -> row.get(0)).collect(Collectors.joining(" "));
        assertThat(severities(rule))
                .allSatisfy(severity -> assertThat(names).as(rule.id()).contains(words.apply(severity)));
    }

    private static boolean isMeant(String code, String id) {
        return code.equals(id) || (code.endsWith("*") && id.startsWith(code.substring(0, code.length() - 1)));
    }

    /** How bad it may become; what several devices show together counts, and how bad less is does not. */
    private static Set<Severity> severities(RuleDocument rule) {
        Set<Severity> severities = EnumSet.of(rule.detector().worst());
        if (rule.detector() instanceof DetectorSpec.Level level) {
            level.limits().steps().forEach(step -> severities.add(step.severity()));
        } else if (rule.detector() instanceof DetectorSpec.Cover cover) {
            cover.limits().steps().forEach(step -> severities.add(step.severity()));
        }
        Agreement agreement = rule.grouping().agreement();
        if (agreement != null) {
            severities.add(agreement.severity());
        }
        return severities;
    }

    private static List<List<String>> rows(String page) {
        return page.lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| ---"))
                .map(line -> Arrays.stream(
                                line.substring(1, line.lastIndexOf('|')).split("\\|", -1))
                        .map(String::strip)
                        .toList())
                .filter(row -> row.size() == 4)
                .toList();
    }

    /** The parameters of the table, each with a range. */
    private static Set<String> parametersTold(String section) {
        Set<String> told = new TreeSet<>();
        for (List<String> row : rows(section)) {
            if (!row.get(0).equals("parameter")) {
                assertThat(row.get(2)).as("the range of " + row.get(0)).isNotBlank();
                CODE.matcher(row.get(0)).results().forEach(code -> told.add(code.group(1)));
            }
        }
        return told;
    }

    /** What the reader knows in the examples, as it says itself of what it does not know. */
    private static Set<String> parametersTaken(String section) throws IOException {
        Set<String> taken = new TreeSet<>();
        for (String example : examples(section)) {
            ObjectNode rule = (ObjectNode) MAPPER.readTree(example);
            ObjectNode detector = (ObjectNode) rule.get("detector");
            taken.addAll(known(rule, detector, ""));
            for (String part : List.of("clear", "after", "neighbours")) {
                // How steps and their dead-band look is told once for all of them
                if (detector.get(part) instanceof ObjectNode object && !detector.has("steps")) {
                    taken.addAll(known(rule, object, part + '.'));
                }
            }
        }
        taken.remove("type");
        return taken;
    }

    private static List<String> known(ObjectNode rule, ObjectNode place, String prefix) {
        place.put("nobodyKnowsThis", 1);
        List<String> known = new ArrayList<>();
        RuleReader.read(bytes(rule.toString())).problems().forEach(problem -> KNOWN.matcher(problem.toString())
                .results()
                .map(match -> match.group(1).split(", "))
                .forEach(names -> Arrays.stream(names).forEach(name -> known.add(prefix + name))));
        place.remove("nobodyKnowsThis");
        return known;
    }

    private static List<String> examples(String page) {
        return JSON_BLOCK
                .matcher(page)
                .results()
                .map((MatchResult match) -> match.group(1).strip())
                .toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String read(String file) throws IOException {
        return Files.readString(ROOT.resolve(file));
    }
}
