package io.citywatch.standalone.command;

import io.citywatch.outward.delivery.Courier;
import io.citywatch.outward.delivery.Dialects;
import io.citywatch.outward.delivery.Patience;
import io.citywatch.outward.delivery.Setup;
import io.citywatch.outward.notice.Devices;
import io.citywatch.outward.notice.Wording;
import io.citywatch.outward.receiver.Dialect;
import io.citywatch.outward.receiver.Receiver;
import io.citywatch.outward.receiver.ReceiversException;
import io.citywatch.outward.receiver.Secrets;
import io.citywatch.outward.receiver.Verdict;
import io.citywatch.standalone.platform.DataFolder;
import io.citywatch.standalone.platform.StartupException;
import io.citywatch.telemetry.programme.Programme;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./citywatch receivers check FILE}: says what is wrong with a receivers' file, and tries its receivers out. */
@Command(
        name = "receivers",
        description = "Looks after the file of those outside who are told of alarms.",
        mixinStandardHelpOptions = true)
public final class ReceiversCommand {
    @Spec
    private @Nullable CommandSpec spec;

    @Command(
            name = "check",
            description = "Checks a receivers' file and the secrets that it names. Exit code 0: all is well.",
            mixinStandardHelpOptions = true)
    int check(
            @Parameters(paramLabel = "FILE", description = "The receivers' file.") Path file,
            @Option(
                            names = "--send-test",
                            description =
                                    "Sends each of them a message that is marked as a test, and shows what came of it.")
                    boolean sendTest,
            @Mixin DataOption data)
            throws InterruptedException {
        if (spec == null) {
            throw new IllegalStateException("called without a command line");
        }
        PrintWriter out = spec.commandLine().getOut();
        Setup setup;
        try {
            setup = Setup.read(file, Secrets.in(DataFolder.keys(data.folder())));
        } catch (ReceiversException e) {
            throw new StartupException(String.valueOf(e.getMessage()));
        }
        boolean well = true;
        InstantSource clock = InstantSource.system();
        Dialects dialects = new Dialects(
                setup.file().sender(), setup.templates(), new Wording(Programme.bundled()), Devices.UNKNOWN, clock);
        try (Courier courier = new Courier(Patience.STANDARD, clock)) {
            for (Receiver receiver : setup.file().receivers()) {
                Dialect dialect = dialects.of(receiver);
                String line = receiver.id()
                        + ' '
                        + receiver.type().text()
                        + ' '
                        + receiver.target().host();
                if (sendTest) {
                    Verdict verdict = courier.send(dialect.test().call().apply(clock.millis()), dialect);
                    well &= verdict.kind() == Verdict.Kind.TAKEN;
                    line += ": " + verdict.kind().text()
                            + (verdict.kind() == Verdict.Kind.TAKEN ? "" : ", " + verdict.reason());
                }
                out.println(line);
            }
        }
        out.flush();
        return well ? 0 : 1;
    }
}
