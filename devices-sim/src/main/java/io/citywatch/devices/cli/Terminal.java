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
public final class Terminal {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    /** Prints a line that belongs to the command's result. */
    public void print(String line) {
        out().println(line);
        out().flush();
    }

    /** Prints a line that says what went wrong. */
    public void complain(String line) {
        err().println(line);
        err().flush();
    }

    /** What to throw when what stands on the command line makes no sense. */
    public ParameterException wrongOption(String what) {
        return new ParameterException(commandLine(), what);
    }

    /** The same of a verb behind the command, which is a method and has no terminal of its own. */
    public ParameterException wrongOption(String verb, String what) {
        return new ParameterException(commandLine().getSubcommands().get(verb), what);
    }

    /** Where the command's result goes. */
    public PrintWriter out() {
        return commandLine().getOut();
    }

    /** Where it says what went wrong. */
    public PrintWriter err() {
        return commandLine().getErr();
    }

    private CommandLine commandLine() {
        return Objects.requireNonNull(command, "the command line sets it").commandLine();
    }
}
