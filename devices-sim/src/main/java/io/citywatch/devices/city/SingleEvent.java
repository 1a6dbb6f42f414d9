package io.citywatch.devices.city;

import io.citywatch.telemetry.message.EventType;

/** A device says one thing, and that is all. */
final class SingleEvent implements Actor {
    private final Scene scene;
    private final int device;
    private final EventType type;
    private final String text;
    private long atMicros;

    SingleEvent(Scene scene, int device, EventType type, String text, long atMicros) {
        this.scene = scene;
        this.device = device;
        this.type = type;
        this.text = text;
        this.atMicros = atMicros;
    }

    @Override
    public long nextMicros() {
        return atMicros;
    }

    @Override
    public void act() {
        scene.voice().event(device, type, text, atMicros);
        atMicros = NEVER;
    }
}
