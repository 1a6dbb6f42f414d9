package io.citywatch.telemetry.rule;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** The rules that come with the platform: {@code default-rules.json} beside this class. */
public final class StandardRules {
    /** The id of the alarms that stand for others: they are the platform's own, so no rule may bear it. */
    public static final String FLOOD = "flood";

    private static final String RESOURCE = "default-rules.json";
    private static final List<RuleDocument> ALL = read();

    private StandardRules() {}

    /** All of them, in their order. */
    public static List<RuleDocument> all() {
        return ALL;
    }

    private static List<RuleDocument> read() {
        try (InputStream in = StandardRules.class.getResourceAsStream(RESOURCE)) {
            byte[] json = Objects.requireNonNull(in, RESOURCE).readAllBytes();
            RuleReader.Result result = RuleReader.read(json);
            if (!result.problems().isEmpty()) {
                throw new IllegalStateException(RESOURCE + ": " + result.problems());
            }
            return result.rules();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
