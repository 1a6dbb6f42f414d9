package io.citywatch.ingest.routing;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The filter of a subscription: a topic in which {@code +} stands for any one level and a {@code #} at the end for the level
 * above it and everything below (MQTT 5, 4.7). A shared filter, {@code $share/{group}/{filter}}, keeps the group apart from
 * the filter proper.
 */
public final class TopicFilter {
    /** Longer filters than this are of no use under the platform's topics, and would let a client grow our trees. */
    public static final int MAX_LENGTH = 512;

    private static final String SHARE = "$share/";
    private static final String ONE_LEVEL = "+";
    private static final String ALL_BELOW = "#";

    private final String text;
    private final String[] levels;
    private final @Nullable String group;
    private final boolean wildcard;

    private TopicFilter(String text, String[] levels, @Nullable String group, boolean wildcard) {
        this.text = text;
        this.levels = levels;
        this.group = group;
        this.wildcard = wildcard;
    }

    /** The filter of that text, or null when it breaks the standard's rules or is longer than {@value #MAX_LENGTH}. */
    public static @Nullable TopicFilter parse(String text) {
        return text.length() > MAX_LENGTH ? null : read(text);
    }

    /** Whether the text keeps the rules of filters, however long it is (3.1.1, 4.7; MQTT 5, 4.7). */
    public static boolean isFilter(String text) {
        if (text.isEmpty() || text.indexOf('\0') >= 0) {
            return false;
        }
        String[] levels = TopicLevels.split(text);
        for (int i = 0; i < levels.length; i++) {
            boolean isWildcard = isOneLevel(levels[i]) || (isAllBelow(levels[i]) && i == levels.length - 1);
            if (!isWildcard && containsWildcard(levels[i])) {
                return false;
            }
        }
        return true;
    }

    /** Whether it also keeps those of shared subscriptions, which version 3.1.1 does not know (MQTT 5, 4.8.2). */
    public static boolean isFilterOfVersion5(String text) {
        return read(text) != null;
    }

    private static @Nullable TopicFilter read(String text) {
        String group = null;
        String filter = text;
        if (text.startsWith(SHARE)) {
            int end = text.indexOf(TopicLevels.SEPARATOR, SHARE.length());
            if (end < 0) {
                return null;
            }
            group = text.substring(SHARE.length(), end);
            filter = text.substring(end + 1);
            if (group.isEmpty() || containsWildcard(group)) {
                return null;
            }
        }
        return isFilter(filter)
                ? new TopicFilter(filter, TopicLevels.split(filter), group, containsWildcard(filter))
                : null;
    }

    /**
     * A filter that stands in the code.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static TopicFilter of(String text) {
        TopicFilter filter = parse(text);
        if (filter == null) {
            throw new IllegalArgumentException("'" + text + "' is no topic filter");
        }
        return filter;
    }

    /** Whether messages can be published on that topic: it is not empty, and holds no wildcard (MQTT 5, 4.7.1, 4.7.3). */
    public static boolean isTopicName(String topic) {
        return !topic.isEmpty() && topic.indexOf('\0') < 0 && !containsWildcard(topic);
    }

    /** The filter proper, without the group. */
    public String text() {
        return text;
    }

    /** The name of the group that shares the subscription, or null when it is not shared. */
    public @Nullable String group() {
        return group;
    }

    /** Whether it holds a wildcard, and so may match more than one topic. */
    public boolean hasWildcard() {
        return wildcard;
    }

    String[] levels() {
        return levels;
    }

    /** Whether a message on that topic goes to the subscription. */
    public boolean matches(String topic) {
        if (!wildcard) {
            return text.equals(topic);
        }
        String[] topicLevels = TopicLevels.split(topic);
        if (isWildcard(levels[0]) && isReserved(topic)) {
            return false;
        }
        for (int i = 0; i < levels.length; i++) {
            if (levels[i].equals(ALL_BELOW)) {
                return true;
            }
            if (i >= topicLevels.length) {
                return false;
            }
            if (!levels[i].equals(ONE_LEVEL) && !levels[i].equals(topicLevels[i])) {
                return false;
            }
            if (i == topicLevels.length - 1 && i == levels.length - 2 && levels[i + 1].equals(ALL_BELOW)) {
                return true;
            }
        }
        return levels.length == topicLevels.length;
    }

    /**
     * Whether every topic that the other filter can match is matched by this one too. Rights are decided by it, so where it
     * can't be sure it says no.
     */
    public boolean covers(TopicFilter other) {
        String[] theirs = other.levels;
        if (isWildcard(levels[0]) && !isWildcard(theirs[0]) && isReserved(theirs[0])) {
            return false;
        }
        for (int i = 0; i < levels.length; i++) {
            if (levels[i].equals(ALL_BELOW)) {
                return true;
            }
            if (i >= theirs.length || theirs[i].equals(ALL_BELOW)) {
                return false;
            }
            if (!levels[i].equals(ONE_LEVEL) && !levels[i].equals(theirs[i])) {
                return false;
            }
            if (i == theirs.length - 1 && i == levels.length - 2 && levels[i + 1].equals(ALL_BELOW)) {
                return true;
            }
        }
        return levels.length == theirs.length;
    }

    static boolean isOneLevel(String level) {
        return level.equals(ONE_LEVEL);
    }

    static boolean isAllBelow(String level) {
        return level.equals(ALL_BELOW);
    }

    /** Topics that begin with {@code $} are the server's own; a wildcard at the front does not reach them. */
    static boolean isReserved(String topic) {
        return !topic.isEmpty() && topic.charAt(0) == '$';
    }

    private static boolean isWildcard(String level) {
        return isOneLevel(level) || isAllBelow(level);
    }

    private static boolean containsWildcard(String level) {
        return level.indexOf('+') >= 0 || level.indexOf('#') >= 0;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TopicFilter that && text.equals(that.text) && Objects.equals(group, that.group);
    }

    @Override
    public int hashCode() {
        return 31 * text.hashCode() + Objects.hashCode(group);
    }

    /** The filter as the client wrote it. */
    @Override
    public String toString() {
        return group == null ? text : SHARE + group + TopicLevels.SEPARATOR + text;
    }
}
