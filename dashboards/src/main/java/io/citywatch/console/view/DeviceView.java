package io.citywatch.console.view;

import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.registry.DeviceRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * The devices as the log has them: of each its newest birth.
 *
 * <p>A city has 740,160 of them, so a birth is kept as the bytes of its JSON (about 250 of them, 200 MB for the whole city)
 * and read when somebody asks. A search looks at the bytes first and reads only what may match.
 *
 * <p>One thread applies records; any number of threads read.
 */
public final class DeviceView {
    private final NavigableMap<String, byte[]> births = new ConcurrentSkipListMap<>();

    /**
     * Takes a device's newest birth over.
     *
     * @throws IOException when it is not the JSON of a device
     */
    DeviceRecord apply(byte[] json) throws IOException {
        DeviceRecord device = LogJson.deviceRecord(json);
        births.put(device.address().device(), json);
        return device;
    }

    void remove(String device) {
        births.remove(device);
    }

    public int size() {
        return births.size();
    }

    /** The device of that name, or null when it was never born. */
    public @Nullable DeviceRecord get(String device) {
        byte[] json = births.get(device);
        return json == null ? null : read(json);
    }

    /**
     * Devices whose name begins with the text, and after them those in whose name, asset or address it stands anywhere;
     * each in the order of their names. Case does not matter.
     *
     * @param text what is looked for; empty: any device
     * @param limit how many devices are wanted at most
     */
    public List<DeviceRecord> search(String text, int limit) {
        List<DeviceRecord> found = new ArrayList<>();
        for (Map.Entry<String, byte[]> entry : births.tailMap(text, true).entrySet()) {
            if (found.size() == limit || !entry.getKey().startsWith(text)) {
                break;
            }
            found.add(read(entry.getValue()));
        }
        String wanted = text.toLowerCase(Locale.ROOT);
        byte[] bytes = wanted.getBytes(StandardCharsets.UTF_8);
        for (Map.Entry<String, byte[]> entry : births.entrySet()) {
            if (found.size() == limit) {
                break;
            }
            if (!entry.getKey().startsWith(text) && contains(entry.getValue(), bytes)) {
                DeviceRecord device = read(entry.getValue());
                if (matches(device, wanted)) {
                    found.add(device);
                }
            }
        }
        return found;
    }

    /** The names of the devices that watch over that asset, or did before they were replaced, in their order. */
    public List<String> ofAsset(String asset) {
        byte[] bytes = asset.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        List<String> devices = new ArrayList<>();
        for (Map.Entry<String, byte[]> entry : births.entrySet()) {
            if (contains(entry.getValue(), bytes)
                    && read(entry.getValue()).birth().asset().equals(asset)) {
                devices.add(entry.getKey());
            }
        }
        return devices;
    }

    private static boolean matches(DeviceRecord device, String wanted) {
        String address = device.birth().place().address();
        return contains(device.address().device(), wanted)
                || contains(device.birth().asset(), wanted)
                || (address != null && contains(address, wanted));
    }

    private static boolean contains(String text, String wanted) {
        return text.toLowerCase(Locale.ROOT).contains(wanted);
    }

    /** Whether the bytes stand in the text, where the letters A to Z are as good as a to z. */
    private static boolean contains(byte[] text, byte[] wanted) {
        int last = text.length - wanted.length;
        for (int start = 0; start <= last; start++) {
            int i = 0;
            while (i < wanted.length && lower(text[start + i]) == wanted[i]) {
                i++;
            }
            if (i == wanted.length) {
                return true;
            }
        }
        return false;
    }

    private static byte lower(byte letter) {
        return letter >= 'A' && letter <= 'Z' ? (byte) (letter + ('a' - 'A')) : letter;
    }

    private static DeviceRecord read(byte[] json) {
        try {
            return LogJson.deviceRecord(json);
        } catch (IOException e) {
            throw new UncheckedIOException("a birth that could be read before can't be read now", e);
        }
    }
}
