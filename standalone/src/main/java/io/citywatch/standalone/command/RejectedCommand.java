package io.citywatch.standalone.command;

import io.citywatch.devices.cli.Terminal;
import io.citywatch.standalone.platform.StartupException;
import io.citywatch.standalone.rejected.DeadLetterBox;
import io.citywatch.standalone.rejected.Letter;
import io.citywatch.standalone.rejected.LetterFilter;
import io.citywatch.telemetry.rejected.Rejection;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./citywatch rejected list|show|retry}: the dead letters. */
@Command(
        name = "rejected",
        description = "Looks into the messages that could not be used, and sends them through again.",
        mixinStandardHelpOptions = true)
public final class RejectedCommand implements Runnable {
    @Mixin
    private final Terminal terminal = new Terminal();

    @Override
    public void run() {
        throw terminal.wrongOption("one of list, show, retry is expected");
    }

    @Command(
            name = "list",
            description = "Lists letters, a line each: number, arrival, device, reasons.",
            mixinStandardHelpOptions = true)
    void list(
            @Mixin LogOption log,
            @Mixin LetterOptions which,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "100",
                            description = "The newest so many, 1 or more (default: ${DEFAULT-VALUE}).")
                    int limit) {
        if (limit < 1) {
            throw terminal.wrongOption("list", "--limit " + limit + " is below 1");
        }
        LetterFilter filter = which.filter(Set.of());
        Deque<Letter> newest = new ArrayDeque<>();
        try (DeadLetterBox box = box(log)) {
            box.read(filter, letter -> {
                newest.add(letter);
                if (newest.size() > limit) {
                    newest.removeFirst();
                }
            });
        } catch (KafkaException e) {
            throw log.away(e);
        }
        if (newest.isEmpty()) {
            terminal.err()
                    .println("citywatch: "
                            + (filter.isEmpty() ? "the log has no letters" : "the log has no such letter"));
        }
        newest.forEach(letter -> terminal.out().println(line(letter)));
    }

    @Command(
            name = "show",
            description = "Shows one letter with its reasons and the message as it was received.",
            mixinStandardHelpOptions = true)
    int show(
            @Mixin LogOption log,
            @Parameters(paramLabel = "NUMBER", description = "The letter's number, as list prints it.") long id) {
        try (DeadLetterBox box = box(log)) {
            List<Letter> found = found(box, new LetterFilter(Set.of(id), null, null, null, null));
            if (found.isEmpty()) {
                throw missing(Set.of(id));
            }
            Letter letter = found.get(0);
            terminal.out().println(line(letter));
            terminal.out().println("topic      " + printable(letter.message().topic()));
            terminal.out()
                    .println("principal  "
                            + printable(String.valueOf(letter.message().principal())));
            for (Rejection rejection : letter.message().rejections()) {
                terminal.out().println("reason     " + rejection.reason() + ": " + printable(rejection.detail()));
            }
            if (letter.hasPoints()) {
                terminal.out()
                        .println(
                                "points     " + text(letter.message().payload()).strip());
            }
            byte[] payload = box.payload(letter);
            terminal.out().println("message    " + (payload == null ? "(not in the log)" : readable(payload)));
            return 0;
        } catch (KafkaException e) {
            throw log.away(e);
        }
    }

    @Command(
            name = "retry",
            description = "Sends letters through again: those with these numbers, or those that the options mean. Say"
                    + " --all to mean every one.",
            mixinStandardHelpOptions = true)
    int retry(
            @Mixin LogOption log,
            @Mixin LetterOptions which,
            @Option(names = "--all", description = "Every letter.") boolean all,
            @Parameters(
                            paramLabel = "NUMBER",
                            arity = "0..*",
                            description = "The letters' numbers, as list prints them.")
                    @Nullable
                    List<Long> ids)
            throws InterruptedException {
        Set<Long> named = ids == null ? Set.of() : new TreeSet<>(ids);
        LetterFilter filter = which.filter(named);
        if (filter.isEmpty() && !all) {
            throw terminal.wrongOption("retry", "say which: numbers, options, or --all");
        }
        try (DeadLetterBox box = box(log)) {
            DeadLetterBox.Retried done = box.retry(filter);
            if (done.letters() == 0 && !named.isEmpty()) {
                throw missing(named);
            }
            terminal.out()
                    .println(done.sent() + " of " + done.letters() + " sent through again"
                            + (done.sent() < done.letters()
                                    ? "; of the others the log has the message no more, or it was sent with another letter, or they are of"
                                            + " none that can be: rules, actions, roll-ups, messages of Sparkplug B"
                                    : ""));
            return done.sent() == done.letters() ? 0 : 1;
        } catch (KafkaException e) {
            throw log.away(e);
        }
    }

    private static StartupException missing(Set<Long> ids) {
        return new StartupException("there is no letter "
                + ids.stream().map(String::valueOf).collect(Collectors.joining(", "))
                + "; ./citywatch rejected list tells which there are");
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
        return letter.id() + "  " + Instant.ofEpochMilli(letter.message().arrival()) + "  " + printable(letter.key())
                + "  " + reasons;
    }

    private DeadLetterBox box(LogOption log) {
        log.await(LogOption.TOOL_PATIENCE, terminal.err());
        return new DeadLetterBox(log.bootstrapServers(), InstantSource.system());
    }

    /** What is no text, such as Sparkplug B and CBOR, in Base64. */
    static String readable(byte[] payload) {
        try {
            return printable(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(payload))
                    .toString());
        } catch (CharacterCodingException e) {
            return payload.length + " bytes, in Base64: " + Base64.getEncoder().encodeToString(payload);
        }
    }

    private static String text(byte[] payload) {
        return printable(new String(payload, StandardCharsets.UTF_8));
    }

    /** What a device said, without what would command the terminal: control characters but tabs and ends of lines are spelt out. */
    static String printable(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.chars().forEach(each -> {
            if (Character.isISOControl(each) && each != '\t' && each != '\n') {
                printable.append(String.format("\\u%04x", each));
            } else {
                printable.append((char) each);
            }
        });
        return printable.toString();
    }
}
