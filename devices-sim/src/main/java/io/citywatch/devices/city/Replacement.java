package io.citywatch.devices.city;

import io.citywatch.devices.fleet.Fleet.Trait;
import io.citywatch.telemetry.message.AssetState;

/** A device is taken out of service and another fitted in its place, on the same asset. */
final class Replacement implements Actor {
    private final Scene scene;
    private final int device;
    private boolean removed;
    private long nextMicros;

    Replacement(Scene scene, int device, long startMicros) {
        this.scene = scene;
        this.device = device;
        nextMicros = startMicros;
        scene.fleet().set(device, Trait.BUSY, true);
    }

    @Override
    public long nextMicros() {
        return nextMicros;
    }

    @Override
    public void act() {
        if (!removed) {
            // The old device is signed off, so that nobody waits for it.
            scene.voice().announce(device, AssetState.DECOMMISSIONED, nextMicros);
            removed = true;
            nextMicros += scene.drawMicros(0, 2, 4);
            return;
        }
        scene.fleet().replace(device);
        scene.voice().announce(device, AssetState.COMMISSIONED, nextMicros);
        scene.fleet().set(device, Trait.BUSY, false);
        scene.voice().report(device, nextMicros);
        nextMicros = NEVER;
    }
}
