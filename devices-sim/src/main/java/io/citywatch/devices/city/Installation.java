package io.citywatch.devices.city;

import io.citywatch.devices.fleet.Fleet.Trait;
import io.citywatch.telemetry.message.AssetState;

/** A new device comes into service: it is registered, fitted, tested and accepted, and reports from then on. */
final class Installation implements Actor {
    private final Scene scene;
    private final int device;
    private AssetState state = AssetState.REGISTERED;
    private long nextMicros;

    Installation(Scene scene, int device, long startMicros) {
        this.scene = scene;
        this.device = device;
        nextMicros = startMicros;
    }

    @Override
    public long nextMicros() {
        return nextMicros;
    }

    @Override
    public void act() {
        scene.voice().announce(device, state, nextMicros);
        switch (state) {
            case REGISTERED -> next(AssetState.INSTALLED);
            case INSTALLED -> next(AssetState.COMMISSIONED);
            case COMMISSIONED, DECOMMISSIONED -> {
                scene.fleet().set(device, Trait.BORN, true);
                if (scene.fleet().reports(device)) {
                    scene.voice().report(device, nextMicros);
                }
                nextMicros = NEVER;
            }
        }
    }

    private void next(AssetState nextState) {
        state = nextState;
        nextMicros += scene.drawMicros(nextState.ordinal(), 3, 7);
    }
}
