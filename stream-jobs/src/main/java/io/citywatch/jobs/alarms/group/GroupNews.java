package io.citywatch.jobs.alarms.group;

import java.util.Comparator;

/** What becomes known of a condition that may stand behind another alarm than its own. */
interface GroupNews {
    /** In the order of the times at which it was found; of what was found at once, what begins first. */
    Comparator<GroupNews> IN_ORDER = GroupNews::compare;

    Condition condition();

    /** Whether it holds. */
    boolean active();

    /** When that was found, by the log's time, in milliseconds since 1970 UTC. */
    long t();

    // A flood sorts tens of thousands while gas waits behind it: no alarm's id is made for that
    private static int compare(GroupNews one, GroupNews other) {
        Condition mine = one.condition();
        Condition others = other.condition();
        int order = Long.compare(one.t(), other.t());
        if (order == 0) {
            order = mine.address().device().compareTo(others.address().device());
        }
        if (order == 0) {
            order = mine.rule().compareTo(others.rule());
        }
        if (order == 0) {
            order = Long.compare(mine.onset(), others.onset());
        }
        return order == 0 ? Boolean.compare(other.active(), one.active()) : order;
    }
}
