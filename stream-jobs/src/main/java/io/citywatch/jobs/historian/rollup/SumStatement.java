package io.citywatch.jobs.historian.rollup;

import java.util.List;
import java.util.stream.Collectors;

/** The parts of the statement that sums up readings. */
final class SumStatement {
    /** Everything there is of a field that can be summed up so. */
    static final String SUMS = "SELECT min(*), max(*), mean(*), last(*), count(*)";

    private SumStatement() {}

    /** Where roll-ups of that span are kept. */
    static String measurement(RollUpSpan span) {
        return span.kind().measurement() + '_' + span.width().text();
    }

    /** What follows the readings' name: which of them, and that each device's spans are summed up for themselves. */
    static String selection(RollUpSpan first, long end, List<String> devices) {
        String those = devices.isEmpty()
                ? ""
                : devices.stream()
                        .map(device -> "\"device\" = '" + escaped(device) + '\'')
                        .collect(Collectors.joining(" OR ", "(", ") AND "));
        return " WHERE " + those + during(first.start(), end) + " GROUP BY time("
                + first.width().text() + "), \"device\", \"district\" fill(none)";
    }

    static String during(long from, long end) {
        return "time >= " + from + "ms AND time < " + end + "ms";
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("'", "\\'");
    }
}
