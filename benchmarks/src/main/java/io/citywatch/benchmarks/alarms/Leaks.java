package io.citywatch.benchmarks.alarms;

import io.citywatch.benchmarks.city.CityReadings;
import io.citywatch.telemetry.credentials.PasswordKey;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Leaks one after the other at a fixed rate, each at a device of its own, timed from the moment at which the reading is handed to
 * its connection: to the alarm at a listener, and to the valve's command at the device, which answers as a device does.
 */
final class Leaks implements AutoCloseable {
    private static final String READING = "{\"gasLel\":25,\"valveOpen\":true}";
    private static final String CLOSES_VALVE = "\"command\":\"closeValve\"";

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Map<String, Long> toListener = new ConcurrentHashMap<>();
    private final Map<String, Long> toValve = new ConcurrentHashMap<>();
    private final Histogram listenerMicros = new ConcurrentHistogram(3);
    private final Histogram valveMicros = new ConcurrentHistogram(3);
    private final MqttProbe devices;
    private final MqttProbe listener;
    private volatile CountDownLatch missing = new CountDownLatch(0);

    Leaks(int port, PasswordKey key) throws Exception {
        String concentrator = "concentrator/" + CityReadings.DISTRICT + "/leaks";
        devices = MqttProbe.connect(
                group,
                port,
                concentrator,
                key.password(concentrator),
                "citywatch/v1/" + CityReadings.DISTRICT + "/gas/+/command",
                this::commanded);
        listener = MqttProbe.connect(
                group,
                port,
                "listener/bench",
                key.password("listener/bench"),
                "citywatch/v1/alarms/" + CityReadings.DISTRICT + "/gas/critical/#",
                (topic, payload) -> alarmed(topic));
    }

    /** Times so many leaks; the names of their devices begin with that of the run. */
    Result time(String run, int leaks, double rate, long patienceSeconds) throws InterruptedException {
        toListener.clear();
        toValve.clear();
        listenerMicros.reset();
        valveMicros.reset();
        missing = new CountDownLatch(2 * leaks);
        long start = System.nanoTime();
        for (int i = 0; i < leaks; i++) {
            long due = start + (long) (i / rate * 1e9);
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
                if (Thread.interrupted()) {
                    throw new InterruptedException("while leaks were under way");
                }
            }
            String device = "leak-" + run + "-" + i;
            long now = System.nanoTime();
            toListener.put(device, now);
            toValve.put(device, now);
            devices.publish(address(device).topic(Channel.TELEMETRY), READING);
        }
        if (!missing.await(patienceSeconds, TimeUnit.SECONDS)) {
            throw new IllegalStateException(toListener.size() + " alarms and " + toValve.size() + " valve commands of "
                    + leaks + " leaks have not come within " + patienceSeconds + " s");
        }
        return new Result(listenerMicros.copy(), valveMicros.copy());
    }

    private void alarmed(String topic) {
        String alarm = topic.substring(topic.lastIndexOf('/') + 1);
        record(toListener, alarm.substring(0, Math.max(0, alarm.indexOf('~'))), listenerMicros);
    }

    private void commanded(String topic, String command) {
        String rest = topic.substring(0, topic.lastIndexOf('/'));
        String device = rest.substring(rest.lastIndexOf('/') + 1);
        if (command.contains(CLOSES_VALVE)) {
            record(toValve, device, valveMicros);
        }
        int id = command.indexOf("\"id\":\"") + 6;
        String answer = "{\"command\":\"" + command.substring(id, command.indexOf('"', id)) + "\",\"result\":\"done\"}";
        devices.publish(address(device).topic(Channel.ACK), answer);
    }

    private void record(Map<String, Long> published, String device, Histogram micros) {
        long now = System.nanoTime();
        Long start = published.remove(device);
        if (start != null) {
            micros.recordValue(TimeUnit.NANOSECONDS.toMicros(now - start));
            missing.countDown();
        }
    }

    private static DeviceAddress address(String device) {
        return new DeviceAddress(CityReadings.DISTRICT, FacilityKind.GAS, device);
    }

    @Override
    public void close() throws InterruptedException {
        devices.close();
        listener.close();
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).await(10, TimeUnit.SECONDS);
    }

    /** Times in microseconds. */
    record Result(Histogram toListener, Histogram toValve) {
        @Override
        public String toString() {
            return "to the alarm at a subscriber " + text(toListener) + "; to the command at the valve "
                    + text(toValve);
        }

        private static String text(Histogram micros) {
            return "p50 %.1f ms, p99 %.1f ms, p99.9 %.1f ms, greatest %.1f ms"
                    .formatted(
                            micros.getValueAtPercentile(50) / 1e3,
                            micros.getValueAtPercentile(99) / 1e3,
                            micros.getValueAtPercentile(99.9) / 1e3,
                            micros.getMaxValue() / 1e3);
        }
    }
}
