package io.citywatch.jobs.alarms.group;

import java.util.Comparator;

/**
 * A condition that has begun lately and is not part of a flood.
 *
 * @param news that it began
 * @param aloneSince since when no flood has taken it, in milliseconds since 1970 UTC; 0 while it has not been judged
 */
public record FloodCandidate(FoldNews news, long aloneSince) {
    /** In the order of the news. */
    static final Comparator<FloodCandidate> IN_ORDER = Comparator.comparing(FloodCandidate::news, GroupNews.IN_ORDER);

    boolean isAlone() {
        return aloneSince != 0;
    }
}
