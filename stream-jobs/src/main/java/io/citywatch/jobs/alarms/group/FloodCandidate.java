package io.citywatch.jobs.alarms.group;

import java.util.Comparator;

/**
 * A condition that has begun lately and is not part of a flood.
 *
 * @param news that it began
 * @param aloneSince since when no flood has taken it, in milliseconds since 1970 UTC; 0 while it has not been judged
 * @param alarm the id of its alarm, made once: a flood asks for it tens of thousands of times
 */
public record FloodCandidate(FoldNews news, long aloneSince, String alarm) {
    /** In the order of the news. */
    static final Comparator<FloodCandidate> IN_ORDER = Comparator.comparing(FloodCandidate::news, GroupNews.IN_ORDER);

    FloodCandidate(FoldNews news, long aloneSince) {
        this(news, aloneSince, news.condition().alarm());
    }

    FloodCandidate aloneSince(long t) {
        return new FloodCandidate(news, t, alarm);
    }

    boolean isAlone() {
        return aloneSince != 0;
    }
}
