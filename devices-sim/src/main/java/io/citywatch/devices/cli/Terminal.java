package io.citywatch.devices.cli;

import java.io.PrintWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where a command speaks to people. Has no options of its own. */
@Command
final class Terminal {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    /** Prints a line that belongs to the command's result. */
    void print(String line) {
        PrintWriter out = commandLine().getOut();
        out.println(line);
        out.flush();
    }

    /** Prints a line that says what went wrong. */
    void complain(String line) {
        PrintWriter err = commandLine().getErr();
        err.println(line);
        err.flush();
    }

    /** What to throw when an option has a value that makes no sense. */
    ParameterException wrongOption(String what) {
        return new ParameterException(commandLine(), what);
    }

    private CommandLine commandLine() {
        return Objects.requireNonNull(command, "the command line sets it").commandLine();
    }
}
