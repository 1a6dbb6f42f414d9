package io.citywatch.devices.city;

import io.citywatch.devices.fleet.Fleet.Trait;

/** A closed gas valve, which a fitter opens by hand some minutes later. */
final class ClosedValve implements Actor {
    private static final long UNTIL_OPENED_MICROS = 8 * 60 * 1_000_000L;

    private final Scene scene;
    private final int device;
    private long openMicros;

    ClosedValve(Scene scene, int device, long closedMicros) {
        this.scene = scene;
        this.device = device;
        openMicros = closedMicros + UNTIL_OPENED_MICROS;
        scene.fleet().set(device, Trait.VALVE_CLOSED, true);
    }

    @Override
    public long nextMicros() {
        return openMicros;
    }

    @Override
    public void act() {
        scene.fleet().set(device, Trait.VALVE_CLOSED, false);
        if (!scene.fleet().is(device, Trait.SILENT)) {
            scene.voice().report(device, openMicros);
        }
        openMicros = NEVER;
    }
}
