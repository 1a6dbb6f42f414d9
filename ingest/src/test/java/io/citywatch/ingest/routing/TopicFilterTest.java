package io.citywatch.ingest.routing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of the standard (MQTT 5, 4.7) and their like. */
class TopicFilterTest {
    @ParameterizedTest
    @CsvSource({
        "sport/tennis/player1/#, sport/tennis/player1, true",
        "sport/tennis/player1/#, sport/tennis/player1/ranking, true",
        "sport/tennis/player1/#, sport/tennis/player1/score/wimbledon, true",
        "sport/#, sport, true",
        "sport/#, sports, false",
        "#, a/b, true",
        "#, $SYS/x, false",
        "+/x, $SYS/x, false",
        "$SYS/#, $SYS/x, true",
        "sport/tennis/+, sport/tennis/player1, true",
        "sport/tennis/+, sport/tennis/player1/ranking, false",
        "sport/+, sport, false",
        "sport/+, sport/, true",
        "+, /finance, false",
        "+/+, /finance, true",
        "/+, /finance, true",
        "a//b, a//b, true",
        "a/+/b, a//b, true",
        "a/b, a/B, false",
    })
    void matchesAsTheStandardSays(String filter, String topic, boolean matches) {
        assertThat(TopicFilter.of(filter).matches(topic)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sport/tennis#",
                "sport/tennis/#/ranking",
                "sport+",
                "a/+b",
                "##",
                "$share/g",
                "$share//a",
                "$share/g/",
                "$share/+/a",
                "$share/g#/a",
                "$share/g/a#"
            })
    void whatBreaksTheRulesIsNoFilter(String text) {
        assertThat(TopicFilter.parse(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "$share/group/a/+, group, a/+",
        "$share/group//a, group, /a",
        "$share/group/#, group, #",
    })
    void aSharedFilterKeepsItsGroupApart(String text, String group, String filter) {
        TopicFilter parsed = TopicFilter.of(text);

        assertThat(parsed.group()).isEqualTo(group);
        assertThat(parsed.text()).isEqualTo(filter);
        assertThat(parsed).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({
        "a/#, a/b/c, true",
        "a/#, a, true",
        "a/#, a/+/#, true",
        "a/#, +/b, false",
        "a/#, #, false",
        "a/+, a/#, false",
        "a/+, a/+, true",
        "a/+, a/b/c, false",
        "a/+/c, a/b/c, true",
        "a/b, a/+, false",
        "#, $SYS/x, false",
        "#, +/+, true",
    })
    void coversOnlyWhatItMatchesWhole(String wide, String narrow, boolean covers) {
        assertThat(TopicFilter.of(wide).covers(TopicFilter.of(narrow))).isEqualTo(covers);
    }
}
