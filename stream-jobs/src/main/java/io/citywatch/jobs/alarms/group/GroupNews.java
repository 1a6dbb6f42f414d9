package io.citywatch.jobs.alarms.group;

import java.util.Comparator;

/** What becomes known of a condition that may stand behind another alarm than its own. */
interface GroupNews {
    /** In the order of the times at which it was found; of what was found at once, what begins first. */
    Comparator<GroupNews> IN_ORDER = Comparator.comparingLong(GroupNews::t)
            .thenComparing(news -> news.condition().alarm())
            .thenComparingLong(news -> news.condition().onset())
            .thenComparing(GroupNews::active, Comparator.reverseOrder());

    Condition condition();

    /** Whether it holds. */
    boolean active();

    /** When that was found, by the log's time, in milliseconds since 1970 UTC. */
    long t();
}
