package io.citywatch.devices.city;

import io.citywatch.devices.fleet.Certificates;
import io.citywatch.devices.fleet.Fleet;
import io.citywatch.devices.fleet.Sensors;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.message.CommandAnswer;
import io.citywatch.telemetry.message.DeviceEvent;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.message.EventType;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.topic.Channel;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Puts into words what happens to a device, and says it. Times are in microseconds since the beginning. Not thread-safe. */
final class Voice {
    private static final Consumer<Reading.Builder> AS_MEASURED = reading -> {};

    private final Fleet fleet;
    private final Certificates certificates;
    private final Sensors sensors;
    private final CitySink sink;
    private final Reading.Builder reading = Reading.at(0);
    private long epochMillis;

    Voice(Fleet fleet, Certificates certificates, Sensors sensors, CitySink sink, long epochMillis) {
        this.fleet = fleet;
        this.certificates = certificates;
        this.sensors = sensors;
        this.sink = sink;
        this.epochMillis = epochMillis;
    }

    /** Moves the simulation's beginning on the world's clock. */
    void shift(long millis) {
        epochMillis += millis;
    }

    /** That time on the world's clock, in milliseconds since 1970 UTC. */
    long t(long atMicros) {
        return epochMillis + atMicros / 1000;
    }

    boolean hasRoomForBirths() {
        return sink.hasRoomForBirths();
    }

    /** A regular reading. */
    void report(int device, long atMicros) {
        say(device, Channel.TELEMETRY, measured(device, atMicros, AS_MEASURED), false);
    }

    /** A reading that must not be lost, with some of its values changed by an incident. */
    void reportIncident(int device, long atMicros, Consumer<Reading.Builder> change) {
        say(device, Channel.TELEMETRY, measured(device, atMicros, change), true);
    }

    /** A birth, and the word that the battery is low if it is. */
    void announce(int device, AssetState state, long atMicros) {
        say(device, Channel.BIRTH, certificates.birth(device, state, t(atMicros)), true);
        if (state == AssetState.COMMISSIONED && fleet.reports(device) && sensors.batteryIsLow(device, atMicros)) {
            event(device, EventType.LOW_BATTERY, "battery nearly empty", atMicros);
        }
    }

    void event(int device, EventType type, String text, long atMicros) {
        say(device, Channel.EVENT, new DeviceEvent(t(atMicros), type, null, text), true);
    }

    void answer(int device, String command, CommandAnswer.Result result, @Nullable String text, long atMicros) {
        say(device, Channel.ACK, new CommandAnswer(t(atMicros), command, result, text), true);
    }

    private Reading measured(int device, long atMicros, Consumer<Reading.Builder> change) {
        reading.reset(t(atMicros));
        sensors.measure(device, atMicros, reading);
        change.accept(reading);
        return reading.build();
    }

    private void say(int device, Channel channel, DeviceMessage message, boolean important) {
        sink.say(new Utterance(fleet.address(device), channel, message, important));
    }
}
