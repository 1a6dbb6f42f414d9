package io.citywatch.console.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page's words: JavaScript takes the last of two words with one name, and says nothing of one that is missing. */
class WordsTest {
    private static final Pattern TABLE =
            Pattern.compile("^const [A-Z]+ = \\{\n(.*?)^\\};", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("^  \"?([^\":\n]+)\"?:", Pattern.MULTILINE);
    private static final String TEXT = "\"(?:[^\"\\\\\n]|\\\\.)*\"";
    private static final Pattern TWO_TEXTS =
            Pattern.compile(": \\[\\s*" + TEXT + ",\\s*" + TEXT + ",?\\s*\\],$", Pattern.MULTILINE);
    private static final Pattern ASKED = Pattern.compile("\\bt\\(\"(\\w+)\"");

    @Test
    void noTableHasANameTwice() {
        assertThat(tables()).hasSizeGreaterThan(5).allSatisfy(table -> assertThat(names(table))
                .doesNotHaveDuplicates());
    }

    @Test
    void everyEntryIsInBothLanguages() {
        assertThat(tables()).allSatisfy(table -> assertThat(names(table))
                .hasSameSizeAs(matches(TWO_TEXTS, table).toList()));
    }

    @Test
    void everyWordThatThePageAsksForIsThere() {
        List<String> words = names(tables().get(0));

        assertThat(scripts().flatMap(script -> matches(ASKED, script).map(match -> match.group(1))))
                .hasSizeGreaterThan(50)
                .allSatisfy(asked -> assertThat(words).contains(asked));
    }

    private static List<String> tables() {
        return matches(TABLE, read(page().resolve("i18n.js")))
                .map(match -> match.group(1))
                .toList();
    }

    private static List<String> names(String table) {
        return matches(NAME, table).map(match -> match.group(1)).toList();
    }

    private static Stream<MatchResult> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results();
    }

    private static Stream<String> scripts() {
        try (Stream<Path> files = Files.list(page())) {
            return files.filter(file -> file.toString().endsWith(".js")).map(WordsTest::read).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path page() {
        try {
            return Path.of(WordsTest.class
                            .getResource("/io/citywatch/console/page/i18n.js")
                            .toURI())
                    .getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
