package io.citywatch.standalone.testkit;

import io.citywatch.standalone.platform.PlatformProcess;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;

/** Devices that publish with QoS 1 until the server is gone, and remember the times of what was acknowledged. */
public final class AcknowledgedReadings {
    private static final String CONCENTRATOR = "concentrator/410811/crash";
    private static final String TOPIC = "citywatch/v1/410811/gas/%s/telemetry";

    private final int devices;
    private final Map<String, ConcurrentLinkedQueue<Long>> times = new ConcurrentHashMap<>();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();

    public AcknowledgedReadings(int devices) {
        this.devices = devices;
    }

    /** Publishes from now on, one reading after the other for each of two connections. */
    public void publishTo(PlatformProcess platform) throws Exception {
        for (int part = 0; part < 2; part++) {
            MqttClient client = connect(platform, "crash-" + part);
            int offset = part;
            Thread thread = new Thread(() -> publishUntilTheServerIsGone(client, offset), "readings-" + part);
            thread.start();
            threads.add(thread);
        }
    }

    /** Publishes one critical reading and waits for its acknowledgement. */
    public void publishLeak(PlatformProcess platform, String device) throws Exception {
        MqttClient client = connect(platform, "crash-leak");
        client.publish(TOPIC.formatted(device), message("{\"gasLel\": 30}"));
        client.disconnect();
        client.close();
    }

    public int acknowledged() {
        return acknowledged.get();
    }

    /** Waits until the publishers have noticed that the server is gone. */
    public void stop() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** The times of each device's acknowledged readings, in milliseconds. */
    public Map<String, List<Long>> acknowledgedTimes() {
        Map<String, List<Long>> copy = new ConcurrentHashMap<>();
        times.forEach((device, list) -> copy.put(device, List.copyOf(list)));
        return copy;
    }

    private void publishUntilTheServerIsGone(MqttClient client, int offset) {
        try {
            for (long n = 0; ; n++) {
                String device = "crash-" + offset + "-" + n % devices;
                // Unique for each reading of a device: the loop passes each device at most once a millisecond.
                long t = Math.max(System.currentTimeMillis(), lastOf(device) + 1);
                client.publish(TOPIC.formatted(device), message("{\"t\": " + t + ", \"gasLel\": 0.5}"));
                times.computeIfAbsent(device, key -> new ConcurrentLinkedQueue<>())
                        .add(t);
                acknowledged.incrementAndGet();
            }
        } catch (MqttException e) {
            // The server was killed: what was not acknowledged until now does not count.
            Thread.currentThread().setName(Thread.currentThread().getName() + " ended: " + e.getReasonCode());
        } finally {
            closeForcibly(client);
        }
    }

    private long lastOf(String device) {
        ConcurrentLinkedQueue<Long> list = times.get(device);
        return list == null ? 0 : list.stream().reduce((a, b) -> b).orElse(0L);
    }

    private static void closeForcibly(MqttClient client) {
        try {
            client.disconnectForcibly(0, 0, false);
            client.close(true);
        } catch (MqttException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MqttClient connect(PlatformProcess platform, String clientId) throws Exception {
        MqttClient client = new MqttClient("tcp://127.0.0.1:" + platform.mqttPort(), clientId, new MemoryPersistence());
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setAutomaticReconnect(false);
        options.setUserName(CONCENTRATOR);
        options.setPassword(new Access(platform.data()).password(CONCENTRATOR).getBytes(StandardCharsets.US_ASCII));
        client.connect(options);
        return client;
    }

    private static MqttMessage message(String json) {
        MqttMessage message = new MqttMessage(json.getBytes(StandardCharsets.UTF_8));
        message.setQos(1);
        return message;
    }
}
