package io.citywatch.standalone.reference;

import io.citywatch.standalone.Citywatch;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What the commands of the launcher take, from their own descriptions. */
final class Commands {
    private Commands() {}

    /** A heading for each command with what it does and a table of what it takes. */
    static String sections() {
        StringBuilder page = new StringBuilder();
        Citywatch.commandLine().getSubcommands().values().forEach(command -> add(command, page));
        return page.toString();
    }

    private static void add(CommandLine command, StringBuilder page) {
        CommandSpec spec = command.getCommandSpec();
        page.append("### ./").append(spec.qualifiedName()).append("\n\n");
        page.append(String.join(" ", spec.usageMessage().description())).append("\n\n");
        MarkdownTable table = new MarkdownTable("takes", "is");
        int rows = 0;
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            table.row(MarkdownTable.code(parameter.paramLabel()), text(parameter));
            rows++;
        }
        for (OptionSpec option : spec.options()) {
            if (!option.usageHelp() && !option.versionHelp()) {
                table.row(names(option), text(option));
                rows++;
            }
        }
        if (rows > 0) {
            page.append(table).append('\n');
        }
        command.getSubcommands().values().forEach(verb -> add(verb, page));
    }

    private static String names(OptionSpec option) {
        String names = String.join(", ", option.names());
        return MarkdownTable.code(option.arity().max() == 0 ? names : names + ' ' + option.paramLabel());
    }

    private static String text(ArgSpec each) {
        String text = String.join(" ", each.description());
        if (each.required()) {
            return text + " Has to be given.";
        }
        String standard = each.defaultValue();
        return standard == null || text.contains("efault: ") ? text : text + " Default: " + standard + ".";
    }
}
