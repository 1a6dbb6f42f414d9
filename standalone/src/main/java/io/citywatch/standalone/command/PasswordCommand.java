package io.citywatch.standalone.command;

import io.citywatch.ingest.rights.Principal;
import io.citywatch.standalone.platform.DataFolder;
import io.citywatch.telemetry.credentials.PasswordKey;
import io.citywatch.telemetry.topic.ThingsBoardToken;
import io.citywatch.telemetry.topic.ThingsBoardTopic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./citywatch password USER}: prints the MQTT password of a principal, and nothing else. */
@Command(
        name = "password",
        description = {
            "Prints the MQTT password of a user name, derived from the key in the data folder.",
            "User names: DEVICE, concentrator/DISTRICT/NAME, listener/NAME, engineer/NAME,",
            "thingsboard/DISTRICT/KIND/DEVICE."
        },
        mixinStandardHelpOptions = true)
public final class PasswordCommand implements Callable<Integer> {
    @Parameters(paramLabel = "USER", description = "The MQTT user name.")
    private @Nullable String user;

    @Option(names = "--token", description = "Prints the access token of a device thingsboard/DISTRICT/KIND/DEVICE.")
    private boolean token;

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
                            + "' is no user name: DEVICE, concentrator/DISTRICT/NAME, listener/NAME, engineer/NAME "
                            + "or thingsboard/DISTRICT/KIND/DEVICE");
        }
        if (token && ThingsBoardTopic.addressOf(user) == null) {
            throw new ParameterException(
                    spec.commandLine(), "'" + user + "' has no token; thingsboard/DISTRICT/KIND/DEVICE has one");
        }
        Path keyFile = DataFolder.mqttKey(data.folder());
        boolean known = Files.exists(keyFile);
        PasswordKey key = PasswordKey.loadOrCreate(keyFile);
        String password = key.password(user);
        spec.commandLine().getOut().println(token ? new ThingsBoardToken(user, password).text() : password);
        if (!known) {
            spec.commandLine().getErr().println(data.newKeys());
        }
        return 0;
    }
}
