package io.citywatch.standalone.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.standalone.Citywatch;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import picocli.CommandLine;

/** {@code ./citywatch rules} on a log, with files in that folder; each call has to succeed. */
public record RulesTool(String bootstrapServers, Path folder) {
    /** Applies the rules; returns what the command says. */
    public String apply(String json) throws IOException {
        return run("rules", "apply", file(json));
    }

    /** The document of a rule. */
    public String show(String id) {
        return run("rules", "show", id, "--json");
    }

    /** What would come and go by the rules, as JSON. */
    public String test(String json) throws IOException {
        return run("rules", "test", file(json), "--json");
    }

    private String file(String json) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "rules", ".json"), json)
                .toString();
    }

    private String run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line =
                Citywatch.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        String[] all = Stream.concat(Stream.of(arguments), Stream.of("--bootstrap", bootstrapServers))
                .toArray(String[]::new);
        assertThat(line.execute(all)).as(err.toString()).isZero();
        return out.toString();
    }
}
