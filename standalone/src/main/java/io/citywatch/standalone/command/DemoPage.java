package io.citywatch.standalone.command;

import io.citywatch.standalone.platform.PlatformOptions;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private final HostNameOption hostNames = new HostNameOption();

    PlatformOptions.Page options() {
        return new PlatformOptions.Page(!signIn, hostNames.names());
    }
}
