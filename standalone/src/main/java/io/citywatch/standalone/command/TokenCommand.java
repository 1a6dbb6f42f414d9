package io.citywatch.standalone.command;

import io.citywatch.console.access.Caller;
import io.citywatch.console.access.ConsoleTokens;
import io.citywatch.console.access.Role;
import io.citywatch.standalone.platform.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./citywatch token ROLE}: prints a bearer token for the console's API, and nothing else. */
@Command(
        name = "token",
        description =
                "Prints a bearer token for the console's HTTP API, signed with the key in the data folder. A line in"
                        + " keys/console-revoked there takes it back (docs/contracts.md).",
        showDefaultValues = true,
        mixinStandardHelpOptions = true)
public final class TokenCommand implements Callable<Integer> {
    /** A hundred years. */
    private static final int MAX_DAYS = 36_500;

    @Parameters(
            paramLabel = "ROLE",
            description = "What the bearer may do: viewer (look), operator (act on alarms), engineer (all).")
    private @Nullable Role role;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description =
                    "Who the bearer is, 1 to 64 of A-Z a-z 0-9 . _ -; stands in the history of alarms. Default: the role.")
    private @Nullable String name;

    @Option(
            names = "--days",
            paramLabel = "DAYS",
            defaultValue = "365",
            description = "How long the token is valid, in days, 1 to " + MAX_DAYS + ".")
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
        if (days < 1 || days > MAX_DAYS) {
            throw new ParameterException(spec.commandLine(), "--days " + days + " is outside 1 to " + MAX_DAYS);
        }
        Path keys = DataFolder.keys(data.folder());
        boolean known = Files.exists(keys.resolve(ConsoleTokens.KEY_FILE));
        ConsoleTokens tokens = ConsoleTokens.open(keys);
        Caller bearer = new Caller(
                role, name != null ? name : role.text(), Instant.now().plus(Duration.ofDays(days)));
        try {
            spec.commandLine().getOut().println(tokens.token(bearer));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--name: " + e.getMessage());
        }
        if (!known) {
            spec.commandLine().getErr().println(data.newKeys());
        }
        return 0;
    }
}
