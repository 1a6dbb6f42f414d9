package io.citywatch.standalone.command;

import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The option that names the console as browsers know it. */
public final class HostNameOption {
    @Option(
            names = "--host-name",
            paramLabel = "NAME",
            showDefaultValue = CommandLine.Help.Visibility.NEVER,
            description =
                    "A name under which browsers may use a session, beside localhost and addresses in figures. May be"
                            + " given several times. Default: none.")
    private Set<String> names = Set.of();

    Set<String> names() {
        return names;
    }
}
