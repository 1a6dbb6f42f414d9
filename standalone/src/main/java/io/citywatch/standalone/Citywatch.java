package io.citywatch.standalone;

import io.citywatch.devices.cli.ReplayCommand;
import io.citywatch.devices.cli.SimCommand;
import io.citywatch.standalone.command.BacktestCommand;
import io.citywatch.standalone.command.BridgeCommand;
import io.citywatch.standalone.command.ConsoleCommand;
import io.citywatch.standalone.command.DemoCommand;
import io.citywatch.standalone.command.GatewayCommand;
import io.citywatch.standalone.command.HistoryCommand;
import io.citywatch.standalone.command.OptionConverters;
import io.citywatch.standalone.command.PasswordCommand;
import io.citywatch.standalone.command.ReceiversCommand;
import io.citywatch.standalone.command.RejectedCommand;
import io.citywatch.standalone.command.RulesCommand;
import io.citywatch.standalone.command.TokenCommand;
import io.citywatch.standalone.platform.StartupException;
import io.citywatch.standalone.platform.Version;
import io.citywatch.standalone.platform.WrongOptionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.UnmatchedArgumentException;

/** The entry point behind {@code ./citywatch}. */
@Command(
        name = "citywatch",
        description = "Takes in a city's facility telemetry, watches over it, and keeps its history.",
        mixinStandardHelpOptions = true,
        subcommands = {
            DemoCommand.class,
            GatewayCommand.class,
            BridgeCommand.class,
            ConsoleCommand.class,
            PasswordCommand.class,
            TokenCommand.class,
            ReceiversCommand.class,
            SimCommand.class,
            ReplayCommand.class,
            BacktestCommand.class,
            RulesCommand.class,
            RejectedCommand.class,
            HistoryCommand.class
        })
public final class Citywatch {
    private Citywatch() {}

    /** Runs a command and ends with its exit code: 0 done, 1 failed, 2 what stands on the command line can't be. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** An error that nobody has caught ends the process too: what has threads of its own would keep it otherwise. */
    private static int run(String[] arguments) {
        try {
            return commandLine().execute(arguments);
        } catch (Throwable e) {
            e.printStackTrace();
            System.err.println("citywatch: " + e);
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    /** The command line, which also tells what options there are. */
    public static CommandLine commandLine() {
        CommandLine citywatch = new CommandLine(new Citywatch())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((exception, arguments) -> {
                    UnmatchedArgumentException.printSuggestions(
                            exception, exception.getCommandLine().getErr());
                    return wrong(exception.getCommandLine(), exception.getMessage());
                })
                .setExecutionExceptionHandler((exception, commandLine, parsed) -> {
                    if (exception instanceof WrongOptionException) {
                        return wrong(commandLine, exception.getMessage());
                    }
                    if (!(exception instanceof StartupException)) {
                        exception.printStackTrace(commandLine.getErr());
                    }
                    commandLine.getErr().println("citywatch: " + exception.getMessage());
                    return CommandLine.ExitCode.SOFTWARE;
                });
        OptionConverters.register(citywatch);
        tellVersion(citywatch);
        return citywatch;
    }

    /** To each command, whatever module it is of: every one has the option. */
    private static void tellVersion(CommandLine command) {
        command.getCommandSpec().version("citywatch " + Version.THIS);
        command.getSubcommands().values().forEach(Citywatch::tellVersion);
    }

    /** Says what is wrong with what was written; the help itself, which may fill a screen, would push that out of sight. */
    private static int wrong(CommandLine command, @Nullable String what) {
        command.getErr().println("citywatch: " + what);
        command.getErr().println("./" + command.getCommandSpec().qualifiedName() + " --help tells what it takes");
        return CommandLine.ExitCode.USAGE;
    }
}
