package io.citywatch.standalone.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citywatch.jobs.alarms.detect.Silence;
import io.citywatch.jobs.alarms.rule.Rule;
import io.citywatch.jobs.alarms.rule.RuleRecords;
import io.citywatch.standalone.command.RulesLog.Known;
import io.citywatch.standalone.platform.StartupException;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.rule.RuleDocument;
import io.citywatch.telemetry.rule.RuleReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./citywatch rules}: shows, changes and tries the rules of a running platform, through its log. */
@Command(
        name = "rules",
        description = "Shows and changes the rules of a running platform; docs/rules.md tells how to write them.",
        mixinStandardHelpOptions = true)
public final class RulesCommand implements Runnable {
    private static final int INVALID = CommandLine.ExitCode.USAGE;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(commandLine(), "say what to do: list, show, apply, remove or test");
    }

    @Command(name = "list", description = "All rules, and where each comes from.", mixinStandardHelpOptions = true)
    int list(@Mixin RulesLog log, @Option(names = "--json", description = "Prints JSON.") boolean json) {
        Map<String, Known> rules = log.rules();
        if (json) {
            ArrayNode list = MAPPER.createArrayNode();
            rules.values().forEach(known -> list.add(node(known)));
            out().println(list.toPrettyString());
        } else {
            for (Known known : rules.values()) {
                RuleDocument rule = known.document();
                out().printf(
                                "%-26s %-21s %-9s %-9s %s%n",
                                rule.id(),
                                known.origin().text(),
                                rule.enabled() ? "enabled" : "disabled",
                                rule.detector().worst().text(),
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
        Known known = log.rules().get(id);
        if (known == null) {
            throw new StartupException("there is no rule '" + id + "'; ./citywatch rules list tells which there are");
        }
        String document = known.document().json();
        out().println(json ? document : MAPPER.readTree(document).toPrettyString());
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
        Map<String, Known> before = log.rules();
        List<String> wrong = result.rules().stream()
                .filter(rule -> changesClock(before.get(rule.id()), rule))
                .map(RuleDocument::id)
                .toList();
        if (!wrong.isEmpty()) {
            err().println(
                            "citywatch: a silence can't become another detector, nor the other way round, under the same id: "
                                    + String.join(", ", wrong));
            return INVALID;
        }
        Map<String, byte[]> values = new LinkedHashMap<>();
        result.rules().forEach(rule -> values.put(rule.id(), rule.json().getBytes(StandardCharsets.UTF_8)));
        long from = System.currentTimeMillis() + RulesLog.LEAD.toMillis();
        log.write(values, from);
        for (RuleDocument rule : result.rules()) {
            String what = before.containsKey(rule.id()) ? "changed" : "added";
            out().println(rule.id() + " " + what + ", holds from " + Instant.ofEpochMilli(from));
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
        if (!toDefault && !log.rules().containsKey(id)) {
            throw new StartupException("there is no rule '" + id + "'; ./citywatch rules list tells which there are");
        }
        long from = System.currentTimeMillis() + RulesLog.LEAD.toMillis();
        log.write(Map.of(id, toDefault ? new byte[0] : RuleRecords.removal(id)), from);
        out().println(id + (toDefault ? " is as it came with the platform" : " removed") + ", from "
                + Instant.ofEpochMilli(from));
        return 0;
    }

    @Command(
            name = "test",
            description =
                    "Replays recorded messages and operators' actions against the present rules and against those of a "
                            + "file, and prints which alarms would come (+) and go (-). Changes nothing.",
            mixinStandardHelpOptions = true)
    int test(
            @Mixin RulesLog log,
            @Parameters(paramLabel = "FILE", description = "A JSON file with a rule, or with several.") Path file,
            @Option(
                            names = "--from",
                            paramLabel = "TIME",
                            description =
                                    "The first arrival, e.g. 2026-03-01T00:00:00Z. Default: all that the log holds.")
                    @Nullable
                    Instant from,
            @Option(names = "--to", paramLabel = "TIME", description = "Only arrivals before it. Default: now.")
                    @Nullable
                    Instant to,
            @Option(names = "--json", description = "Prints JSON.") boolean json) {
        RuleReader.Result result = read(file);
        if (result == null || !isValid(file, result)) {
            return INVALID;
        }
        RulesTrial trial = new RulesTrial(log, result.rules(), err());
        trial.run(from, to);
        TrialReport report = new TrialReport(trial);
        if (json) {
            out().println(report.json());
        } else {
            report.lines().forEach(out()::println);
        }
        return 0;
    }

    private RuleReader.@Nullable Result read(Path file) {
        try {
            return RuleReader.read(Files.readAllBytes(file));
        } catch (IOException e) {
            String why = e instanceof NoSuchFileException ? " is not there" : " can't be read: " + e.getMessage();
            err().println("citywatch: " + file + why);
            return null;
        }
    }

    private boolean isValid(Path file, RuleReader.Result result) {
        result.problems().forEach(problem -> err().println("citywatch: " + file + ": " + problem));
        if (result.problems().isEmpty() && result.rules().isEmpty()) {
            err().println("citywatch: " + file + ": holds no rule");
            return false;
        }
        return result.problems().isEmpty();
    }

    private static boolean changesClock(@Nullable Known before, RuleDocument after) {
        return before != null && isSilence(before.document()) != isSilence(after);
    }

    private static boolean isSilence(RuleDocument rule) {
        return Rule.of(rule).detector() instanceof Silence;
    }

    private static ObjectNode node(Known known) {
        RuleDocument rule = known.document();
        ObjectNode node = MAPPER.createObjectNode();
        node.put("id", rule.id());
        node.put("origin", known.origin().text());
        node.put("enabled", rule.enabled());
        node.put("severity", rule.detector().worst().text());
        rule.scope().kinds().stream().sorted().forEach(kind -> node.withArray("kinds")
                .add(kind.code()));
        node.putObject("text").put("zh", rule.text().zh()).put("en", rule.text().en());
        return node;
    }

    private static String kinds(RuleDocument rule) {
        return rule.scope().kinds().equals(FacilityKind.inTheField())
                ? "all"
                : rule.scope().kinds().stream().sorted().map(FacilityKind::code).collect(Collectors.joining(", "));
    }

    private PrintWriter out() {
        return commandLine().getOut();
    }

    private PrintWriter err() {
        return commandLine().getErr();
    }

    private CommandLine commandLine() {
        if (spec == null) {
            throw new IllegalStateException("called without a command line");
        }
        return spec.commandLine();
    }
}
