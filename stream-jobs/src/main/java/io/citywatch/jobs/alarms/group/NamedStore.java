package io.citywatch.jobs.alarms.group;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of the key at hand, under names.
 *
 * @param <V> what is remembered under a name
 */
public interface NamedStore<V> {
    @Nullable
    V get(String name);

    void put(String name, V value);

    void remove(String name);

    /** Removes all of it. */
    void clear();

    /** All of it, in no order. It may not be changed meanwhile. */
    Iterable<Map.Entry<String, V>> entries();
}
