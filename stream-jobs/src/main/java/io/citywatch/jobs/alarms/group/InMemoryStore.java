package io.citywatch.jobs.alarms.group;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A store on the heap, in the order of the names.
 *
 * @param <V> what is remembered under a name
 */
public final class InMemoryStore<V> implements NamedStore<V> {
    private final Map<String, V> map = new TreeMap<>();

    @Override
    public @Nullable V get(String name) {
        return map.get(name);
    }

    @Override
    public void put(String name, V value) {
        map.put(name, value);
    }

    @Override
    public void remove(String name) {
        map.remove(name);
    }

    @Override
    public void clear() {
        map.clear();
    }

    @Override
    public Iterable<Map.Entry<String, V>> entries() {
        return map.entrySet();
    }
}
