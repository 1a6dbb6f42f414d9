package io.citywatch.standalone;

import io.citywatch.devices.cli.ReplayCommand;
import io.citywatch.devices.cli.SimCommand;
import io.citywatch.standalone.command.BacktestCommand;
import io.citywatch.standalone.command.ConsoleCommand;
import io.citywatch.standalone.command.DemoCommand;
import io.citywatch.standalone.command.GatewayCommand;
import io.citywatch.standalone.command.HistoryCommand;
import io.citywatch.standalone.command.PasswordCommand;
import io.citywatch.standalone.command.ReceiversCommand;
import io.citywatch.standalone.command.RejectedCommand;
import io.citywatch.standalone.command.RulesCommand;
import io.citywatch.standalone.command.TokenCommand;
import io.citywatch.standalone.platform.StartupException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry point behind {@code ./citywatch}. */
@Command(
        name = "citywatch",
        description = "Takes in a city's facility telemetry, watches over it, and keeps its history.",
        mixinStandardHelpOptions = true,
        subcommands = {
            DemoCommand.class,
            GatewayCommand.class,
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

    /** Runs a command and ends with its exit code: 0 done, 1 failed, 2 wrong options. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The command line, which also tells what options there are. */
    public static CommandLine commandLine() {
        return new CommandLine(new Citywatch())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((exception, commandLine, parsed) -> {
                    if (!(exception instanceof StartupException)) {
                        exception.printStackTrace(commandLine.getErr());
                    }
                    commandLine.getErr().println("citywatch: " + exception.getMessage());
                    return CommandLine.ExitCode.SOFTWARE;
                });
    }
}
