package io.citywatch.jobs.alarms.device;

import io.citywatch.jobs.alarms.detect.DetectorState;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What detectors remember of one device, by the names of their rules and in the order of those. They are a handful, and looked up
 * many times for each message, so they stand in a row.
 */
final class DetectorStates extends AbstractMap<String, DetectorState> {
    private static final int USUAL = 4;

    private String[] rules = new String[USUAL];
    private DetectorState[] states = new DetectorState[USUAL];
    private int size;

    @Override
    public int size() {
        return size;
    }

    @Override
    public @Nullable DetectorState get(@Nullable Object rule) {
        int place = placeOf(rule);
        return place < 0 ? null : states[place];
    }

    @Override
    public boolean containsKey(@Nullable Object rule) {
        return placeOf(rule) >= 0;
    }

    @Override
    public @Nullable DetectorState put(String rule, DetectorState state) {
        int place = placeOf(rule);
        if (place >= 0) {
            DetectorState before = states[place];
            states[place] = state;
            return before;
        }
        if (size == rules.length) {
            rules = Arrays.copyOf(rules, size * 2);
            states = Arrays.copyOf(states, size * 2);
        }
        int next = size++;
        for (; next > 0 && rules[next - 1].compareTo(rule) > 0; next--) {
            rules[next] = rules[next - 1];
            states[next] = states[next - 1];
        }
        rules[next] = rule;
        states[next] = state;
        return null;
    }

    @Override
    public @Nullable DetectorState remove(@Nullable Object rule) {
        int place = placeOf(rule);
        if (place < 0) {
            return null;
        }
        DetectorState before = states[place];
        size--;
        System.arraycopy(rules, place + 1, rules, place, size - place);
        System.arraycopy(states, place + 1, states, place, size - place);
        return before;
    }

    @Override
    public Set<Map.Entry<String, DetectorState>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return size;
            }

            @Override
            public Iterator<Map.Entry<String, DetectorState>> iterator() {
                return entries();
            }
        };
    }

    private Iterator<Map.Entry<String, DetectorState>> entries() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < size;
            }

            @Override
            public Map.Entry<String, DetectorState> next() {
                if (next >= size) {
                    throw new NoSuchElementException();
                }
                return Map.entry(rules[next], states[next++]);
            }
        };
    }

    private int placeOf(@Nullable Object rule) {
        for (int i = 0; i < size; i++) {
            // Names are mostly the very same object
            if (rules[i] == rule) {
                return i;
            }
        }
        for (int i = 0; i < size; i++) {
            if (rules[i].equals(rule)) {
                return i;
            }
        }
        return -1;
    }
}
