package io.citywatch.devices.city;

import io.citywatch.devices.fleet.Fleet.Trait;

/** A device is not heard for some of its intervals, and then goes on as if nothing had been. */
final class Silence implements Actor {
    private final Scene scene;
    private final int device;
    private long endMicros;

    Silence(Scene scene, int device, long startMicros) {
        this.scene = scene;
        this.device = device;
        // Three missed reports make it silent in the platform's eyes.
        double intervals = scene.draw(0, 4.5, 7);
        endMicros = startMicros
                + Math.round(intervals * scene.fleet().reportInterval(device).toNanos() / 1000.0);
        scene.fleet().set(device, Trait.BUSY, true);
        scene.fleet().set(device, Trait.SILENT, true);
    }

    @Override
    public long nextMicros() {
        return endMicros;
    }

    @Override
    public void act() {
        scene.fleet().set(device, Trait.BUSY, false);
        scene.fleet().set(device, Trait.SILENT, false);
        scene.voice().report(device, endMicros);
        endMicros = NEVER;
    }
}
