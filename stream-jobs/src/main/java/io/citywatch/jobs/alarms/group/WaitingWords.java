package io.citywatch.jobs.alarms.group;

import io.citywatch.telemetry.alarm.AlarmAction;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * What is to be said to alarms, in its order. It is taken a little at a time: whoever speaks to a tenth of a city would not listen
 * meanwhile, and everybody who has something to tell would wait for that.
 */
final class WaitingWords {
    /** What is let go at a time: about ten milliseconds of work for those who hear it, and few enough requests to the log. */
    static final int AT_ONCE = 400;

    private static final String FIRST = "first";
    private static final String NEXT = "next";

    private final NamedStore<AlarmAction> words;
    private final NamedStore<Long> places;

    /**
     * The words of the key at hand.
     *
     * @param words what waits, by its place
     * @param places the place of the first of them, and the next that is free
     */
    WaitingWords(NamedStore<AlarmAction> words, NamedStore<Long> places) {
        this.words = words;
        this.places = places;
    }

    boolean isEmpty() {
        return places.get(NEXT) == null;
    }

    /** Those words wait behind the others. */
    void add(List<AlarmAction> said) {
        if (said.isEmpty()) {
            return;
        }
        Long next = places.get(NEXT);
        if (next == null) {
            next = 0L;
            places.put(FIRST, 0L);
        }
        for (AlarmAction word : said) {
            words.put(Long.toString(next++), word);
        }
        places.put(NEXT, next);
    }

    /** Lets the first of those that wait go. */
    void take(int most, Consumer<AlarmAction> out) {
        if (isEmpty()) {
            return;
        }
        long first = Objects.requireNonNull(places.get(FIRST));
        long next = Objects.requireNonNull(places.get(NEXT));
        long end = Math.min(next, first + most);
        for (long place = first; place < end; place++) {
            String name = Long.toString(place);
            out.accept(Objects.requireNonNull(words.get(name)));
            words.remove(name);
        }
        if (end < next) {
            places.put(FIRST, end);
        } else {
            places.remove(FIRST);
            places.remove(NEXT);
        }
    }
}
