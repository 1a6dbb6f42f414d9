package io.citywatch.standalone.command;

import io.citywatch.standalone.rejected.DeadLetterBox;
import io.citywatch.standalone.rejected.Letter;
import io.citywatch.standalone.rejected.LetterFilter;
import io.citywatch.telemetry.rejected.Rejection;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./citywatch rejected list|show|retry}: the dead letters. */
@Command(
        name = "rejected",
        description = "Looks into the messages that could not be used, and sends them through again.",
        mixinStandardHelpOptions = true)
public final class RejectedCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "one of list, show, retry is expected");
        }
    }

    @Command(name = "list", description = "Lists letters, a line each: number, arrival, device, reasons.")
    void list(
            @Mixin LogOption log,
            @Mixin LetterOptions which,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "100",
                            description = "The newest so many (default: ${DEFAULT-VALUE}).")
                    int limit) {
        Deque<Letter> newest = new ArrayDeque<>();
        try (DeadLetterBox box = box(log)) {
            box.read(which.filter(Set.of()), letter -> {
                newest.add(letter);
                if (newest.size() > limit) {
                    newest.removeFirst();
                }
            });
        }
        newest.forEach(letter -> out().println(line(letter)));
    }

    @Command(name = "show", description = "Shows one letter with its reasons and the message as it was received.")
    int show(@Mixin LogOption log, @Parameters(paramLabel = "NUMBER") long id) {
        try (DeadLetterBox box = box(log)) {
            List<Letter> found = found(box, new LetterFilter(Set.of(id), null, null, null, null));
            if (found.isEmpty()) {
                out().println("there is no letter " + id);
                return 1;
            }
            Letter letter = found.get(0);
            out().println(line(letter));
            out().println("topic      " + letter.message().topic());
            out().println("principal  " + letter.message().principal());
            for (Rejection rejection : letter.message().rejections()) {
                out().println("reason     " + rejection.reason() + ": " + rejection.detail());
            }
            if (letter.message().original() != null) {
                out().println("points     " + text(letter.message().payload()).strip());
            }
            byte[] payload = box.payload(letter);
            out().println("message    " + (payload == null ? "(no longer in the log)" : text(payload)));
            return 0;
        }
    }

    @Command(
            name = "retry",
            description = "Sends letters through again: those with these numbers, or those that the options mean. Say"
                    + " --all to mean every one.")
    int retry(
            @Mixin LogOption log,
            @Mixin LetterOptions which,
            @Option(names = "--all", description = "Every letter.") boolean all,
            @Parameters(paramLabel = "NUMBER", arity = "0..*") @Nullable List<Long> ids)
            throws InterruptedException {
        LetterFilter filter = which.filter(ids == null ? Set.of() : new TreeSet<>(ids));
        if (filter.isEmpty() && !all && spec != null) {
            throw new ParameterException(spec.commandLine(), "say which: numbers, options, or --all");
        }
        try (DeadLetterBox box = box(log)) {
            List<Letter> letters = found(box, filter);
            int sent = box.retry(letters);
            out().println(sent + " of " + letters.size() + " sent through again"
                    + (sent < letters.size() ? "; the log has the others no more, or they are rules or actions" : ""));
            return sent == letters.size() ? 0 : 1;
        }
    }

    private static List<Letter> found(DeadLetterBox box, LetterFilter filter) {
        List<Letter> found = new ArrayList<>();
        box.read(filter, found::add);
        return found;
    }

    private static String line(Letter letter) {
        String reasons = letter.message().rejections().stream()
                .map(each -> each.reason().name())
                .distinct()
                .collect(Collectors.joining(","));
        return letter.id() + "  " + Instant.ofEpochMilli(letter.message().arrival()) + "  " + letter.key() + "  "
                + reasons;
    }

    private static DeadLetterBox box(LogOption log) {
        return new DeadLetterBox(log.bootstrapServers(), InstantSource.system());
    }

    private static String text(byte[] payload) {
        return new String(payload, StandardCharsets.UTF_8);
    }

    private PrintWriter out() {
        if (spec == null) {
            throw new IllegalStateException("called without a command line");
        }
        return spec.commandLine().getOut();
    }
}
