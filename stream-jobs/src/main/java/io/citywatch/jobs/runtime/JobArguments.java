package io.citywatch.jobs.runtime;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A job's command line: {@code --key value} for each {@link JobOption} that is to differ from its default.
 *
 * <p>What is unknown, doubled, without a value or out of range is refused with an {@link IllegalArgumentException} that says
 * what was expected.
 */
public final class JobArguments {
    private static final String DASHES = "--";

    private final Map<JobOption, String> values;

    private JobArguments(Map<JobOption, String> values) {
        this.values = values;
    }

    public static JobArguments parse(String... args) {
        Map<JobOption, String> values = new EnumMap<>(JobOption.class);
        for (int i = 0; i < args.length; i += 2) {
            JobOption option = args[i].startsWith(DASHES) ? JobOption.ofKey(args[i].substring(DASHES.length())) : null;
            if (option == null) {
                throw new IllegalArgumentException("'" + args[i] + "' is no option; there are "
                        + Arrays.stream(JobOption.values())
                                .map(each -> DASHES + each.key())
                                .collect(Collectors.joining(", ")));
            }
            if (i + 1 == args.length) {
                throw new IllegalArgumentException(args[i] + " has no value");
            }
            if (values.put(option, args[i + 1]) != null) {
                throw new IllegalArgumentException(args[i] + " stands there twice");
            }
        }
        return new JobArguments(values);
    }

    public String text(JobOption option, String usual) {
        return values.getOrDefault(option, usual);
    }

    public @Nullable String optionalText(JobOption option) {
        return values.get(option);
    }

    public int number(JobOption option, int usual) {
        return Math.toIntExact(checkedNumber(option, usual));
    }

    /** The number, or the usual one; null where there is none either. */
    public @Nullable Integer optionalNumber(JobOption option, @Nullable Integer usual) {
        return values.containsKey(option) ? Integer.valueOf(number(option, 0)) : usual;
    }

    public Duration millis(JobOption option, Duration usual) {
        return Duration.ofMillis(checkedNumber(option, usual.toMillis()));
    }

    private long checkedNumber(JobOption option, long usual) {
        String text = values.get(option);
        if (text == null) {
            return usual;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= option.min() && number <= option.max()) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw wrong(option, text, e);
        }
        throw wrong(option, text, null);
    }

    private static IllegalArgumentException wrong(JobOption option, String text, @Nullable Exception cause) {
        return new IllegalArgumentException(
                DASHES + option.key() + " " + text + ": a whole number from " + option.min() + " to " + option.max()
                        + " is expected",
                cause);
    }
}
