package io.citywatch.jobs.alarms.group;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A map in which floods are remembered.
 *
 * @param <V> what is remembered under a name
 */
interface FloodStore<V> {
    @Nullable
    V get(String name);

    void put(String name, V value);

    void remove(String name);

    /** All of it, in no order. It may not be changed meanwhile. */
    Iterable<Map.Entry<String, V>> entries();
}
