package io.citywatch.standalone.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citywatch.devices.cli.Terminal;
import io.citywatch.jobs.alarms.detect.Silence;
import io.citywatch.jobs.alarms.rule.Rule;
import io.citywatch.standalone.command.RulesLog.Known;
import io.citywatch.standalone.platform.StartupException;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.rule.DetectorSpec;
import io.citywatch.telemetry.rule.RuleDocument;
import io.citywatch.telemetry.rule.RuleProblem;
import io.citywatch.telemetry.rule.RuleReader;
import io.citywatch.telemetry.rule.RuleRecords;
import io.citywatch.telemetry.rule.RuleReferences;
import io.citywatch.telemetry.rule.StandardRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./citywatch rules}: shows, changes and tries the rules of a running platform, through its log. */
@Command(
        name = "rules",
        description = "Shows and changes the rules of a running platform; docs/rules.md tells how to write them.",
        mixinStandardHelpOptions = true)
public final class RulesCommand implements Runnable {
    private static final int INVALID = CommandLine.ExitCode.SOFTWARE;
    private static final String ROW = "%-26s %-21s %-9s %-27s %s%n";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Mixin
    private final Terminal terminal = new Terminal();

    @Override
    public void run() {
        throw terminal.wrongOption("say what to do: list, show, apply, remove or test");
    }

    @Command(name = "list", description = "All rules, and where each comes from.", mixinStandardHelpOptions = true)
    int list(@Mixin RulesLog log, @Option(names = "--json", description = "Prints JSON.") boolean json) {
        log.await(terminal.err());
        Map<String, Known> rules = log.rules();
        if (json) {
            ArrayNode list = MAPPER.createArrayNode();
            rules.values().forEach(known -> list.add(node(known, rules.values())));
            terminal.out().println(list.toPrettyString());
        } else {
            terminal.out().printf(ROW, "RULE", "ORIGIN", "STATE", "SEVERITIES", "KINDS");
            for (Known known : rules.values()) {
                RuleDocument rule = known.document();
                terminal.out()
                        .printf(
                                ROW,
                                rule.id(),
                                known.origin().text(),
                                rule.enabled() ? "enabled" : "disabled",
                                severities(rule, rules.values()).stream()
                                        .map(Severity::text)
                                        .collect(Collectors.joining(", ")),
                                kinds(rule));
            }
        }
        return 0;
    }

    @Command(name = "show", description = "One rule's document.", mixinStandardHelpOptions = true)
    int show(
            @Mixin RulesLog log,
            @Parameters(paramLabel = "ID", description = "The rule's id, as list prints it.") String id,
            @Option(names = "--json", description = "Prints it on one line.") boolean json)
            throws JsonProcessingException {
        log.await(terminal.err());
        Known known = log.rules().get(id);
        if (known == null) {
            throw new StartupException("there is no rule '" + id + "'; ./citywatch rules list tells which there are");
        }
        String document = known.document().json();
        terminal.out().println(json ? document : MAPPER.readTree(document).toPrettyString());
        return 0;
    }

    @Command(
            name = "apply",
            description = "Makes the rules of a file hold, in place of those of the same ids. All or none.",
            mixinStandardHelpOptions = true)
    int apply(
            @Mixin RulesLog log,
            @Parameters(paramLabel = "FILE", description = "A JSON file with a rule, or with several.") Path file) {
        RuleReader.Result result = read(file);
        if (result == null || !isValid(file, result)) {
            return INVALID;
        }
        log.await(terminal.err());
        Map<String, Known> before = log.rules();
        List<String> wrong = result.rules().stream()
                .filter(rule -> changesClock(before.get(rule.id()), rule))
                .map(RuleDocument::id)
                .toList();
        if (!wrong.isEmpty()) {
            terminal.err()
                    .println(
                            "citywatch: a silence can't become another detector, nor the other way round, under the same id: "
                                    + String.join(", ", wrong));
            return INVALID;
        }
        if (!goTogether(file, before, result.rules())) {
            return INVALID;
        }
        Map<String, byte[]> values = new LinkedHashMap<>();
        result.rules().stream()
                .filter(rule -> !isUnchanged(before.get(rule.id()), rule))
                .forEach(rule -> values.put(rule.id(), rule.json().getBytes(StandardCharsets.UTF_8)));
        long from = log.write(values);
        for (RuleDocument rule : result.rules()) {
            Known known = before.get(rule.id());
            if (!values.containsKey(rule.id())) {
                terminal.out().println(rule.id() + " unchanged");
            } else if (known == null) {
                terminal.out().println(rule.id() + " added, holds from " + Instant.ofEpochMilli(from));
            } else {
                terminal.out().println(rule.id() + " changed, holds from " + Instant.ofEpochMilli(from));
                showDifference(known.document(), rule);
            }
        }
        return 0;
    }

    @Command(
            name = "remove",
            description = "Ends a rule, one that comes with the platform too.",
            mixinStandardHelpOptions = true)
    int remove(
            @Mixin RulesLog log,
            @Parameters(paramLabel = "ID", description = "The rule's id, as list prints it.") String id,
            @Option(names = "--to-default", description = "Lets the default rule of that id hold again instead.")
                    boolean toDefault) {
        log.await(terminal.err());
        Map<String, Known> before = log.rules();
        Known known = before.get(id);
        RuleDocument usual = StandardRules.all().stream()
                .filter(rule -> rule.id().equals(id))
                .findAny()
                .orElse(null);
        if (toDefault ? usual == null : known == null) {
            throw new StartupException("there is no " + (toDefault ? "default " : "") + "rule '" + id
                    + "'; ./citywatch rules list tells which there are");
        }
        long from = log.write(Map.of(id, toDefault ? new byte[0] : RuleRecords.removal(id)));
        terminal.out()
                .println(id + (toDefault ? " is as it came with the platform" : " removed") + ", from "
                        + Instant.ofEpochMilli(from));
        if (toDefault && known != null && usual != null) {
            showDifference(known.document(), usual);
        }
        Map<String, RuleDocument> after = documents(before);
        after.remove(id);
        if (toDefault && usual != null) {
            after.put(id, usual);
        }
        newProblems(before, after).forEach(problem -> terminal.err().println("citywatch: from now on " + problem));
        return 0;
    }

    @Command(
            name = "test",
            description =
                    "Replays recorded messages and operators' actions against the present rules and against those of a "
                            + "file, and prints which alarms would come (+), go (-) and come earlier or later (~). Changes nothing.",
            mixinStandardHelpOptions = true)
    int test(
            @Mixin RulesLog log,
            @Parameters(paramLabel = "FILE", description = "A JSON file with a rule, or with several.") Path file,
            @Option(
                            names = "--from",
                            paramLabel = "TIME",
                            converter = TimeConverter.class,
                            description = "The first arrival (ISO 8601 with an offset, or milliseconds). Default: all"
                                    + " that the log holds.")
                    @Nullable
                    Long from,
            @Option(
                            names = "--to",
                            paramLabel = "TIME",
                            converter = TimeConverter.class,
                            description = "Only arrivals before it. Default: now.")
                    @Nullable
                    Long to,
            @Option(names = "--json", description = "Prints JSON.") boolean json) {
        RuleReader.Result result = read(file);
        if (result == null || !isValid(file, result)) {
            return INVALID;
        }
        log.await(terminal.err());
        RulesTrial trial = new RulesTrial(log, result.rules(), terminal.err());
        trial.run(instant(from), instant(to));
        TrialReport report = new TrialReport(trial);
        if (json) {
            terminal.out().println(report.json());
        } else {
            report.lines().forEach(terminal.out()::println);
        }
        return 0;
    }

    private static @Nullable Instant instant(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    private static boolean isUnchanged(@Nullable Known before, RuleDocument after) {
        return before != null && before.document().saysTheSameAs(after);
    }

    private void showDifference(RuleDocument before, RuleDocument after) {
        RuleDifference.lines(before, after).forEach(line -> terminal.out().println("  " + line));
    }

    private RuleReader.@Nullable Result read(Path file) {
        try {
            return RuleReader.read(Files.readAllBytes(file));
        } catch (IOException e) {
            String why = e instanceof NoSuchFileException ? " is not there" : " can't be read: " + e.getMessage();
            terminal.err().println("citywatch: " + file + why);
            return null;
        }
    }

    private boolean isValid(Path file, RuleReader.Result result) {
        result.problems().forEach(problem -> terminal.err().println("citywatch: " + file + ": " + problem));
        result.objections().forEach(problem -> terminal.err().println("citywatch: " + file + ": " + problem));
        if (result.problems().isEmpty() && result.rules().isEmpty()) {
            terminal.err().println("citywatch: " + file + ": holds no rule");
            return false;
        }
        return result.problems().isEmpty() && result.objections().isEmpty();
    }

    /** Whether the rules of the file go together with each other and with those that stay; tells also what others would lack. */
    private boolean goTogether(Path file, Map<String, Known> before, List<RuleDocument> rules) {
        Map<String, RuleDocument> after = documents(before);
        rules.forEach(rule -> after.put(rule.id(), rule));
        Map<Boolean, List<RuleProblem>> found = RuleReferences.check(after.values()).stream()
                .collect(Collectors.partitioningBy(problem ->
                        rules.stream().anyMatch(rule -> problem.place().startsWith(rule.id() + '.'))));
        List<RuleProblem> own = found.getOrDefault(true, List.of());
        own.forEach(problem -> terminal.err().println("citywatch: " + file + ": " + problem));
        if (own.isEmpty()) {
            newProblems(before, after).forEach(problem -> terminal.err().println("citywatch: from now on " + problem));
        }
        return own.isEmpty();
    }

    /** What goes together before a change, and does not after it. */
    private static List<RuleProblem> newProblems(Map<String, Known> before, Map<String, RuleDocument> after) {
        List<RuleProblem> known = RuleReferences.check(documents(before).values());
        return RuleReferences.check(after.values()).stream()
                .filter(problem -> !known.contains(problem))
                .toList();
    }

    private static Map<String, RuleDocument> documents(Map<String, Known> rules) {
        Map<String, RuleDocument> documents = new LinkedHashMap<>();
        rules.forEach((id, known) -> documents.put(id, known.document()));
        return documents;
    }

    private static boolean changesClock(@Nullable Known before, RuleDocument after) {
        return before != null && isSilence(before.document()) != isSilence(after);
    }

    private static boolean isSilence(RuleDocument rule) {
        return Rule.of(rule).detector() instanceof Silence;
    }

    private static ObjectNode node(Known known, Collection<Known> all) {
        RuleDocument rule = known.document();
        ObjectNode node = MAPPER.createObjectNode();
        node.put("id", rule.id());
        node.put("origin", known.origin().text());
        node.put("enabled", rule.enabled());
        SortedSet<Severity> severities = severities(rule, all);
        node.put("severity", severities.isEmpty() ? null : severities.first().text());
        severities.forEach(severity -> node.withArray("severities").add(severity.text()));
        rule.scope().kinds().stream().sorted().forEach(kind -> node.withArray("kinds")
                .add(kind.code()));
        node.putObject("text").put("zh", rule.text().zh()).put("en", rule.text().en());
        return node;
    }

    /** How bad a rule's alarms can be; of what devices have not done that is said where they are told to do it. */
    private static SortedSet<Severity> severities(RuleDocument rule, Collection<Known> all) {
        return rule.detector() instanceof DetectorSpec.Undone
                ? all.stream()
                        .flatMap(known -> known.document().actions().stream())
                        .map(action -> action.insistence().undone())
                        .collect(Collectors.toCollection(TreeSet::new))
                : rule.severities();
    }

    private static String kinds(RuleDocument rule) {
        return rule.scope().kinds().equals(FacilityKind.inTheField())
                ? "all"
                : rule.scope().kinds().stream().sorted().map(FacilityKind::code).collect(Collectors.joining(", "));
    }
}
