package io.citywatch.benchmarks;

import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command of {@code ./citywatch bench}; gives the process its exit code. */
public abstract class Benchmark implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    /** Where the command's results go. */
    protected final PrintWriter out() {
        return commandLine().getOut();
    }

    /** What to throw where an option can't be used as it was given: ends the process with the usual exit code. */
    protected final ParameterException unusable(String why) {
        return new ParameterException(commandLine(), why);
    }

    private CommandLine commandLine() {
        return Objects.requireNonNull(spec).commandLine();
    }
}
