package io.citywatch.jobs.alarms.group;

import io.citywatch.telemetry.alarm.AlarmAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * What is to be said to alarms, in its order. It is taken a slice at a time: whoever speaks to a tenth of a city would not listen
 * meanwhile, and everybody who has something to tell would wait for that. The slices are kept {@linkplain WordSlice packed}: the words
 * to a tenth of a city are there at once, and a collector would carry each of them twice while messages wait.
 */
final class WaitingWords {
    /** What is let go at a time: about ten milliseconds of work for those who hear it, and few enough requests to the log. */
    static final int AT_ONCE = 400;

    private static final String FIRST = "first";
    private static final String NEXT = "next";

    private final NamedStore<WordSlice> slices;
    private final NamedStore<Long> places;

    /** What is no whole slice yet; empty but while words are added. */
    private final List<AlarmAction> begun = new ArrayList<>();

    /**
     * The words of the key at hand.
     *
     * @param slices what waits, by its place
     * @param places the place of the first of them, and the next that is free
     */
    WaitingWords(NamedStore<WordSlice> slices, NamedStore<Long> places) {
        this.slices = slices;
        this.places = places;
    }

    boolean isEmpty() {
        return places.get(NEXT) == null;
    }

    /** The word waits behind the others; after the last of them {@link #endSlice} has to be called. */
    void add(AlarmAction word) {
        begun.add(word);
        if (begun.size() == AT_ONCE) {
            endSlice();
        }
    }

    /** What has been added is a slice, if a small one. */
    void endSlice() {
        if (begun.isEmpty()) {
            return;
        }
        Long next = places.get(NEXT);
        if (next == null) {
            next = 0L;
            places.put(FIRST, 0L);
        }
        slices.put(Long.toString(next), WordSlice.of(begun));
        places.put(NEXT, next + 1);
        begun.clear();
    }

    /** Lets the first slices go, until so many words have gone. */
    void take(int enough, Consumer<AlarmAction> out) {
        if (isEmpty()) {
            return;
        }
        long place = Objects.requireNonNull(places.get(FIRST));
        long next = Objects.requireNonNull(places.get(NEXT));
        for (int said = 0; said < enough && place < next; place++) {
            String name = Long.toString(place);
            said += Objects.requireNonNull(slices.get(name)).say(out);
            slices.remove(name);
        }
        if (place < next) {
            places.put(FIRST, place);
        } else {
            places.remove(FIRST);
            places.remove(NEXT);
        }
    }
}
