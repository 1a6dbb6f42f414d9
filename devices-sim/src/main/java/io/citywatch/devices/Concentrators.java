package io.citywatch.devices;

import io.citywatch.devices.link.Concentrator;
import io.citywatch.devices.link.ConcentratorListener;
import io.citywatch.devices.link.ConcentratorName;
import io.citywatch.devices.link.ConcentratorStatus;
import io.citywatch.devices.link.LinkOptions;
import io.citywatch.devices.link.Links;
import io.citywatch.devices.link.MqttEndpoint;
import io.citywatch.devices.link.OutgoingMessage;
import io.citywatch.devices.link.Traffic;
import io.citywatch.devices.link.TrafficCounts;
import io.citywatch.devices.link.Trouble;
import io.citywatch.telemetry.programme.District;
import io.citywatch.telemetry.programme.Programme;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * All connections of the city: concentrators, where each device always speaks through the same one of its district, or a connection
 * for each device. Thread-safe.
 */
final class Concentrators {
    private final TrafficCounts counts = new TrafficCounts();
    private final Map<String, List<Concentrator>> byDistrict = new LinkedHashMap<>();
    private final Map<DeviceAddress, Concentrator> byDevice = new ConcurrentHashMap<>();
    private final List<Concentrator> all = new CopyOnWriteArrayList<>();
    private final Links links;

    Concentrators(MqttEndpoint endpoint, Programme programme, LinkOptions options, ConcentratorListener listener)
            throws IOException {
        links = new Links(endpoint, options, listener, counts);
        if (options.hasOneForEachDevice()) {
            return;
        }
        for (District district : programme.districts()) {
            List<Concentrator> ofDistrict = new ArrayList<>();
            for (int number = 1; number <= options.concentratorsPerDistrict(); number++) {
                ofDistrict.add(links.concentrator(new ConcentratorName(district.code(), "sim-" + number)));
            }
            byDistrict.put(district.code(), ofDistrict);
            all.addAll(ofDistrict);
        }
    }

    void offer(OutgoingMessage message) {
        if (byDistrict.isEmpty()) {
            byDevice.computeIfAbsent(message.from(), this::device).offer(message);
            return;
        }
        List<Concentrator> ofDistrict = byDistrict.get(message.from().district());
        if (ofDistrict == null) {
            throw new IllegalArgumentException(
                    "the programme has no district " + message.from().district());
        }
        ofDistrict.get(Shares.of(message.from(), ofDistrict.size())).offer(message);
    }

    private Concentrator device(DeviceAddress address) {
        Concentrator device = links.device(address);
        all.add(device);
        return device;
    }

    void maintain() {
        all.forEach(Concentrator::maintain);
    }

    int count() {
        return all.size();
    }

    int connected() {
        return sum(status -> status.connected() ? 1 : 0);
    }

    long count(Traffic traffic) {
        return counts.get(traffic);
    }

    int waiting() {
        return sum(ConcentratorStatus::waiting);
    }

    int inFlight() {
        return sum(ConcentratorStatus::inFlight);
    }

    /** The greatest number of important messages that are waiting for one of them. */
    int importantWaiting() {
        int greatest = 0;
        for (Concentrator concentrator : all) {
            greatest = Math.max(greatest, concentrator.importantWaiting());
        }
        return greatest;
    }

    /** Why the first that is not connected is not. */
    @Nullable
    String trouble() {
        for (Concentrator concentrator : all) {
            Trouble trouble = concentrator.status().trouble();
            if (trouble != null) {
                return trouble.reason();
            }
        }
        return null;
    }

    /** Whether the platform wants none of them. */
    boolean allUnwanted() {
        return !all.isEmpty()
                && all.stream()
                        .map(concentrator -> concentrator.status().trouble())
                        .allMatch(trouble -> trouble != null && trouble.permanent());
    }

    /** Waits until what the connected ones have sent is acknowledged, at most for that time, and lets all leave at once. */
    void leave(Duration timeout) throws InterruptedException {
        List<Thread> leaving = new ArrayList<>();
        for (Concentrator concentrator : all) {
            Thread thread = new Thread(() -> leave(concentrator, timeout), "citywatch-simulator-farewell");
            thread.start();
            leaving.add(thread);
        }
        for (Thread thread : leaving) {
            thread.join();
        }
    }

    private static void leave(Concentrator concentrator, Duration timeout) {
        try {
            if (concentrator.status().connected()) {
                concentrator.awaitAtMost(0, timeout);
            }
            concentrator.leave(timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int sum(ToIntFunction<ConcentratorStatus> what) {
        return all.stream().map(Concentrator::status).mapToInt(what).sum();
    }
}
