package io.citywatch.devices.city;

import io.citywatch.devices.fleet.Fleet.Trait;
import io.citywatch.telemetry.facility.SensorState;
import io.citywatch.telemetry.message.EventType;

/** A gas sensor breaks and is restarted: it says so itself, and its concentration means nothing until it has warmed up. */
final class SensorFault implements Actor {
    private static final long REPORT_MICROS = 20_000_000;

    private final Scene scene;
    private final int device;
    private final long startMicros;
    private final long restartMicros;
    private final long warmMicros;
    private long nextMicros;

    SensorFault(Scene scene, int device, long startMicros) {
        this.scene = scene;
        this.device = device;
        this.startMicros = startMicros;
        restartMicros = startMicros + scene.drawMicros(0, 60, 120);
        warmMicros = restartMicros + scene.drawMicros(1, 60, 100);
        nextMicros = startMicros;
        scene.fleet().set(device, Trait.BUSY, true);
    }

    @Override
    public long nextMicros() {
        return nextMicros;
    }

    @Override
    public void act() {
        if (nextMicros >= warmMicros) {
            scene.fleet().set(device, Trait.BUSY, false);
            scene.voice().report(device, nextMicros);
            nextMicros = NEVER;
            return;
        }
        if (nextMicros == startMicros) {
            scene.voice().event(device, EventType.FAULT, "sensing element open", nextMicros);
        }
        SensorState state = nextMicros < restartMicros ? SensorState.FAULT : SensorState.WARMUP;
        scene.voice().reportIncident(device, nextMicros, reading -> reading.with(state));
        nextMicros = Math.min(nextMicros + REPORT_MICROS, warmMicros);
    }
}
