package io.citywatch.standalone.command;

import io.citywatch.standalone.platform.PlatformOptions;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options of {@code demo} for its page. */
public final class DemoPage {
    @Option(
            names = "--sign-in",
            description =
                    "Browsers on this machine have to sign in like all others: for a platform that is reached through a proxy,"
                            + " which itself is on this machine, whoever is behind it. Default: off, whoever opens the page here is"
                            + " its operator.")
    private boolean signIn;

    @Option(
            names = "--host-name",
            paramLabel = "NAME",
            description =
                    "A name under which browsers may use a session, beside localhost and addresses in figures. May be"
                            + " given several times. Default: none.")
    private Set<String> hostNames = Set.of();

    PlatformOptions.Page options() {
        return new PlatformOptions.Page(!signIn, hostNames);
    }
}
