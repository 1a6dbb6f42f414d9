package io.citywatch.ingest;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Changes single settings of options, by their keys. */
public final class SettingReader {
    private SettingReader() {}

    /**
     * The options with some settings changed.
     *
     * @param options a record whose components are settings or records of settings
     * @param changes values by the keys of {@link Setting}
     * @throws IllegalArgumentException when a key is unknown, or a value is not of its type or range; the message names the key
     */
    public static <T extends Record> T apply(T options, Map<String, String> changes) {
        Set<String> unknown = new HashSet<>(changes.keySet());
        T changed = changed(options, changes, unknown);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("there is no setting " + String.join(", ", unknown));
        }
        return changed;
    }

    private static <T extends Record> T changed(T options, Map<String, String> changes, Set<String> unknown) {
        RecordComponent[] components = options.getClass().getRecordComponents();
        @Nullable Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            Object present = value(options, components[i]);
            Setting setting = components[i].getAnnotation(Setting.class);
            if (setting != null && unknown.remove(setting.key())) {
                values[i] = parse(setting, components[i].getType(), changes.getOrDefault(setting.key(), ""));
            } else {
                values[i] = present instanceof Record group ? changed(group, changes, unknown) : present;
            }
        }
        return create(options, components, values);
    }

    private static Object parse(Setting setting, Class<?> type, String text) {
        try {
            if (type == int.class) {
                return Integer.parseInt(text);
            }
            if (type == long.class) {
                return Long.parseLong(text);
            }
            if (type == boolean.class && (text.equals("true") || text.equals("false"))) {
                return Boolean.parseBoolean(text);
            }
            if (type == Duration.class) {
                long amount = Long.parseLong(text);
                return setting.unit().equals("ms") ? Duration.ofMillis(amount) : Duration.ofSeconds(amount);
            }
            if (type == Path.class) {
                return Path.of(text);
            }
            if (type == String.class) {
                return text;
            }
            if (type == URI.class) {
                return new URI(text);
            }
            if (type == List.class) {
                return List.of(text.split(","));
            }
        } catch (NumberFormatException | URISyntaxException e) {
            // Said below, with the key.
        }
        throw new IllegalArgumentException(setting.key() + ": '" + text + "' is not " + setting.range());
    }

    private static @Nullable Object value(Record options, RecordComponent component) {
        try {
            return component.getAccessor().invoke(options);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T extends Record> T create(T like, RecordComponent[] components, @Nullable Object[] values) {
        try {
            @SuppressWarnings("unchecked")
            Constructor<T> constructor = (Constructor<T>) like.getClass()
                    .getDeclaredConstructor(Arrays.stream(components)
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new));
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            // A record says by itself what it does not take.
            throw e.getCause() instanceof IllegalArgumentException refused ? refused : new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
