package io.citywatch.console.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page's scripts keep to what the oldest browsers that it names can do: the newest only says what it has itself. */
class ScriptsTest {
    /** What came after Chromium 86, Firefox 98 or Safari 15.4; the first that is missing ends a whole part of the page. */
    private static final Pattern TOO_NEW = Pattern.compile(
            "\\.(findLast|findLastIndex|toSorted|toReversed|toSpliced|with|at|replaceAll"
                    + "|hasOwn|groupBy|isWellFormed|withResolvers)\\(|AbortSignal\\.(timeout|any)|structuredClone|\\bstatic \\{|#\\w+ in ");

    @Test
    void noScriptUsesWhatOlderBrowsersLack() throws IOException, URISyntaxException {
        assertThat(scripts()).hasSizeGreaterThan(20).allSatisfy(script -> assertThat(
                        TOO_NEW.matcher(Files.readString(script, UTF_8))
                                .results()
                                .map(found -> found.group()))
                .as(script.getFileName().toString())
                .isEmpty());
    }

    private static List<Path> scripts() throws IOException, URISyntaxException {
        Path page = Path.of(ScriptsTest.class
                        .getResource("/io/citywatch/console/page/main.js")
                        .toURI())
                .getParent();
        try (Stream<Path> files = Files.list(page)) {
            return files.filter(file -> file.toString().endsWith(".js")).toList();
        }
    }
}
