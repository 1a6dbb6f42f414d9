package io.citywatch.standalone.reference;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A table in Markdown. Not thread-safe. */
final class MarkdownTable {
    private static final String NOTHING = "";

    private final StringBuilder text = new StringBuilder();

    MarkdownTable(String... titles) {
        row(titles);
        row(Arrays.stream(titles).map(title -> "---").toArray(String[]::new));
    }

    MarkdownTable row(String... cells) {
        text.append(List.of(cells).stream().map(MarkdownTable::cell).collect(Collectors.joining(" | ", "| ", " |\n")));
        return this;
    }

    /** A text as code; nothing stays nothing. */
    static String code(String text) {
        return text.isEmpty() ? NOTHING : '`' + text + '`';
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
