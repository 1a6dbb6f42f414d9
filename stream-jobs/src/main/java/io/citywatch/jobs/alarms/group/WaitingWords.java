package io.citywatch.jobs.alarms.group;

import io.citywatch.telemetry.alarm.AlarmAction;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * What is said to alarms, in its order. Of what is said at once the first is let go at once, and the rest waits to be taken a little at a
 * time: whoever speaks to a tenth of a city would not listen meanwhile, and everybody who has something to tell would wait for that.
 */
final class WaitingWords {
    /** What is let go at a time: a few milliseconds of work. */
    static final int AT_ONCE = 100;

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

    /** Where words that are said at once go: out while they are few and none waits; else behind those that wait. */
    Consumer<AlarmAction> orWait(Consumer<AlarmAction> out) {
        return new Consumer<>() {
            private int said;

            @Override
            public void accept(AlarmAction word) {
                if (said < AT_ONCE && isEmpty()) {
                    said++;
                    out.accept(word);
                } else {
                    add(word);
                }
            }
        };
    }

    private void add(AlarmAction word) {
        Long next = places.get(NEXT);
        if (next == null) {
            next = 0L;
            places.put(FIRST, 0L);
        }
        words.put(Long.toString(next), word);
        places.put(NEXT, next + 1);
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
