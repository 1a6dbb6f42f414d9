package io.citywatch.jobs.alarms.group;

import io.citywatch.jobs.alarms.StateAccessException;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/**
 * A {@link NamedStore} in the keyed state of an operator; a state that can't be read or written ends the task.
 *
 * @param state the map of the key at hand
 * @param <V> what is remembered under a name
 */
public record StoredByName<V>(MapState<String, V> state) implements NamedStore<V> {
    /** The store of that name in an operator's state. */
    public static <V> StoredByName<V> of(RuntimeContext operator, String name, TypeInformation<V> type) {
        return new StoredByName<>(operator.getMapState(new MapStateDescriptor<>(name, Types.STRING, type)));
    }

    @Override
    public @Nullable V get(String name) {
        try {
            return state.get(name);
        } catch (Exception e) {
            throw new StateAccessException(e);
        }
    }

    @Override
    public void put(String name, V value) {
        try {
            state.put(name, value);
        } catch (Exception e) {
            throw new StateAccessException(e);
        }
    }

    @Override
    public void remove(String name) {
        try {
            state.remove(name);
        } catch (Exception e) {
            throw new StateAccessException(e);
        }
    }

    @Override
    public void clear() {
        state.clear();
    }

    @Override
    public Iterable<Map.Entry<String, V>> entries() {
        try {
            return state.entries();
        } catch (Exception e) {
            throw new StateAccessException(e);
        }
    }
}
