package io.citywatch.ingest.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Against a slow and plain reading of the standard, over all topics of a small world. */
class TopicFilterPropertyTest {
    private static final List<String> LEVELS = List.of("a", "b", "", "$x");
    private static final List<String> TOPICS = topics();

    @Property(tries = 300)
    void matchingFollowsTheStandard(@ForAll("filters") String text) {
        TopicFilter filter = TopicFilter.of(text);

        for (String topic : TOPICS) {
            assertThat(filter.matches(topic)).as("%s on %s", text, topic).isEqualTo(plainlyMatches(text, topic));
        }
    }

    @Property(tries = 1000)
    void whatIsCoveredMatchesNothingElse(@ForAll("filters") String wide, @ForAll("filters") String narrow) {
        TopicFilter granted = TopicFilter.of(wide);
        TopicFilter asked = TopicFilter.of(narrow);

        if (granted.covers(asked)) {
            assertThat(TOPICS.stream().filter(asked::matches)).allMatch(granted::matches);
        }
    }

    @Property(tries = 1000)
    void whatMatchesNothingElseIsCovered(@ForAll("grants") String wide, @ForAll("filters") String narrow) {
        TopicFilter granted = TopicFilter.of(wide);
        TopicFilter asked = TopicFilter.of(narrow);
        List<String> matched = TOPICS.stream().filter(asked::matches).toList();

        if (!matched.isEmpty() && matched.stream().allMatch(granted::matches)) {
            // Only the depth of the small world may hide a difference.
            assertThat(granted.covers(asked) || narrow.endsWith("#")).isTrue();
        }
    }

    @Property(tries = 300)
    void theTreeFindsWhatTheFiltersMatch(
            @ForAll("someFilters") List<String> filters, @ForAll("someFilters") List<String> removed) {
        SubscriptionTree tree = new SubscriptionTree();
        Map<Subscription, String> present = new IdentityHashMap<>();
        Nobody subscriber = new Nobody();
        for (String text : Set.copyOf(filters)) {
            Subscription subscription =
                    new Subscription(subscriber, TopicFilter.of(text), SubscriptionOptions.ofQos(0));
            assertThat(tree.put(subscription)).isTrue();
            present.put(subscription, text);
        }
        for (String text : Set.copyOf(removed)) {
            Subscription gone = tree.remove(subscriber, TopicFilter.of(text));
            assertThat(gone != null).isEqualTo(filters.contains(text));
            present.remove(gone);
        }

        for (String topic : TOPICS) {
            List<Subscription> found = new ArrayList<>();
            tree.collect(topic, found);
            Set<String> expected = present.values().stream()
                    .filter(text -> plainlyMatches(text, topic))
                    .collect(Collectors.toSet());
            assertThat(found).extracting(s -> s.filter().text()).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Provide
    Arbitrary<String> filters() {
        Arbitrary<String> level = Arbitraries.of("a", "b", "", "+", "+", "$x");
        return level.list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .flatMap(levels -> Arbitraries.of("", "/#").map(end -> String.join("/", levels) + end))
                .filter(text -> !text.isEmpty());
    }

    /** Filters of the form in which rights are granted: no wildcard in front. */
    @Provide
    Arbitrary<String> grants() {
        return filters().map(filter -> "a/" + filter);
    }

    @Provide
    Arbitrary<List<String>> someFilters() {
        return filters().list().ofMaxSize(8);
    }

    private static boolean plainlyMatches(String filter, String topic) {
        if (topic.startsWith("$") && (filter.startsWith("+") || filter.startsWith("#"))) {
            return false;
        }
        List<String> wanted = List.of(filter.split("/", -1));
        List<String> levels = List.of(topic.split("/", -1));
        if (wanted.get(wanted.size() - 1).equals("#")) {
            wanted = wanted.subList(0, wanted.size() - 1);
            if (levels.size() < wanted.size()) {
                return false;
            }
            levels = levels.subList(0, wanted.size());
        }
        if (wanted.size() != levels.size()) {
            return false;
        }
        for (int i = 0; i < wanted.size(); i++) {
            if (!wanted.get(i).equals("+") && !wanted.get(i).equals(levels.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static List<String> topics() {
        List<String> topics = new ArrayList<>(LEVELS);
        List<String> deeper = LEVELS;
        for (int depth = 2; depth <= 4; depth++) {
            deeper = deeper.stream()
                    .flatMap(topic -> LEVELS.stream().map(level -> topic + "/" + level))
                    .toList();
            topics.addAll(deeper);
        }
        return Stream.concat(topics.stream(), Stream.of("c/c/c/c/c"))
                .filter(t -> !t.isEmpty())
                .toList();
    }

    private static final class Nobody implements Subscriber {
        @Override
        public void deliver(Delivery delivery) {}

        @Override
        public boolean isConnected() {
            return true;
        }

        @Override
        public boolean takesCommands() {
            return false;
        }
    }
}
