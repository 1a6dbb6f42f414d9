package io.citywatch.benchmarks.city;

import io.citywatch.benchmarks.load.LoadGenerator;
import io.citywatch.benchmarks.load.LoadTarget;
import io.citywatch.telemetry.credentials.PasswordKey;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;

/**
 * Times gas alarms: from the moment at which a reading over the critical limit is handed to the client, to the moment at
 * which a subscriber of the alarms is called. Each from a device of its own.
 */
final class AlarmLatencyRun {
    private static final long BETWEEN_ALARMS_MILLIS = 150;
    private static final long WARM_UP_SECONDS = 10;
    private static final int WARM_UP_ALARMS = 20;
    private static final long PATIENCE_SECONDS = 30;

    private final LoadTarget target;
    private final CityReadings readings;
    private final PasswordKey key;
    private final PrintWriter out;
    private final Map<String, Long> published = new ConcurrentHashMap<>();
    private final Histogram latencyMicros = new ConcurrentHistogram(3);

    AlarmLatencyRun(LoadTarget target, CityReadings readings, PasswordKey key, PrintWriter out) {
        this.target = target;
        this.readings = readings;
        this.key = key;
        this.out = out;
    }

    void run(int alarms, int background) throws MqttException, InterruptedException {
        try (LoadGenerator load = LoadGenerator.connect(target, readings)) {
            load.publishAt(background);
            out.printf("alarms: %d messages a second in the background, warming up%n", background);
            TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
            time("warm", WARM_UP_ALARMS);
            latencyMicros.reset();
            time("timed", alarms);
            load.pause();
        }
        out.printf(
                "alarms: %d timed, from PUBLISH to a subscriber: p50 %.1f ms, p99 %.1f ms, p99.9 %.1f ms, greatest %.1f ms%n",
                alarms, millis(50), millis(99), millis(99.9), latencyMicros.getMaxValue() / 1e3);
    }

    private void time(String name, int alarms) throws MqttException, InterruptedException {
        CountDownLatch missing = new CountDownLatch(alarms);
        MqttClient listener = connect("listener/bench");
        MqttClient concentrator = connect("concentrator/" + CityReadings.DISTRICT + "/bench-alarms");
        try {
            listener.subscribe(
                    new MqttSubscription[] {
                        new MqttSubscription("citywatch/v1/alarms/" + CityReadings.DISTRICT + "/gas/critical/#", 0)
                    },
                    new org.eclipse.paho.mqttv5.client.IMqttMessageListener[] {
                        (topic, message) -> arrived(topic, missing)
                    });
            for (int i = 0; i < alarms; i++) {
                TimeUnit.MILLISECONDS.sleep(BETWEEN_ALARMS_MILLIS);
                String device = "leak-" + name + "-" + i;
                MqttMessage message = new MqttMessage("{\"gasLel\":25}".getBytes(StandardCharsets.US_ASCII));
                message.setQos(1);
                published.put(device, System.nanoTime());
                concentrator.publish(
                        new DeviceAddress(CityReadings.DISTRICT, FacilityKind.GAS, device).topic(Channel.TELEMETRY),
                        message);
            }
            if (!missing.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(missing.getCount() + " of " + alarms + " alarms have not come within "
                        + PATIENCE_SECONDS + " s");
            }
        } finally {
            listener.disconnect();
            listener.close();
            concentrator.disconnect();
            concentrator.close();
        }
    }

    private void arrived(String topic, CountDownLatch missing) {
        long now = System.nanoTime();
        String alarm = topic.substring(topic.lastIndexOf('/') + 1);
        Long start = published.remove(alarm.substring(0, alarm.indexOf('~')));
        if (start != null) {
            latencyMicros.recordValue(TimeUnit.NANOSECONDS.toMicros(now - start));
            missing.countDown();
        }
    }

    private MqttClient connect(String userName) throws MqttException {
        MqttClient client = new MqttClient(
                "tcp://" + target.host() + ":" + target.port(),
                "bench-" + userName.hashCode(),
                new MemoryPersistence());
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setUserName(userName);
        options.setPassword(key.password(userName).getBytes(StandardCharsets.US_ASCII));
        client.connect(options);
        return client;
    }

    private double millis(double percentile) {
        return latencyMicros.getValueAtPercentile(percentile) / 1e3;
    }
}
