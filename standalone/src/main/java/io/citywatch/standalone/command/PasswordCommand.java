package io.citywatch.standalone.command;

import io.citywatch.ingest.rights.Principal;
import io.citywatch.standalone.platform.DataFolder;
import io.citywatch.telemetry.credentials.PasswordKey;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./citywatch password USER}: prints the MQTT password of a principal, and nothing else. */
@Command(
        name = "password",
        description = {
            "Prints the MQTT password of a user name, derived from the key in the data folder.",
            "User names: DEVICE, concentrator/DISTRICT/NAME, listener/NAME, engineer/NAME."
        },
        mixinStandardHelpOptions = true)
public final class PasswordCommand implements Callable<Integer> {
    @Parameters(paramLabel = "USER", description = "The MQTT user name.")
    private @Nullable String user;

    @Mixin
    private final DataOption data = new DataOption();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (spec == null || user == null) {
            throw new IllegalStateException("called without a command line");
        }
        if (Principal.parse(user) == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "'" + user
                            + "' is no user name: DEVICE, concentrator/DISTRICT/NAME, listener/NAME or engineer/NAME");
        }
        PasswordKey key = PasswordKey.loadOrCreate(DataFolder.mqttKey(data.folder()));
        spec.commandLine().getOut().println(key.password(user));
        return 0;
    }
}
