package io.citywatch.standalone.command;

import io.citywatch.console.access.Caller;
import io.citywatch.console.access.ConsoleTokens;
import io.citywatch.console.access.Role;
import io.citywatch.standalone.platform.DataFolder;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./citywatch token ROLE}: prints a bearer token for the console's API, and nothing else. */
@Command(
        name = "token",
        description = "Prints a bearer token for the console's HTTP API, signed with the key in the data folder.",
        showDefaultValues = true,
        mixinStandardHelpOptions = true)
public final class TokenCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "ROLE",
            description = "What the bearer may do: viewer (look), operator (act on alarms), engineer (all).")
    private @Nullable Role role;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Who the bearer is; stands in the history of alarms. Default: the role.")
    private @Nullable String name;

    @Option(
            names = "--days",
            paramLabel = "DAYS",
            defaultValue = "365",
            description = "How long the token is valid, in days.")
    private int days = 365;

    @Mixin
    private final DataOption data = new DataOption();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (spec == null || role == null) {
            throw new IllegalStateException("called without a command line");
        }
        ConsoleTokens tokens = ConsoleTokens.open(DataFolder.keys(data.folder()));
        Caller bearer = new Caller(
                role, name != null ? name : role.text(), Instant.now().plus(Duration.ofDays(days)));
        spec.commandLine().getOut().println(tokens.token(bearer));
        return 0;
    }
}
