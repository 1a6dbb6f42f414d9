package io.citywatch.telemetry.message;

/** One thing that a device said. */
public sealed interface DeviceMessage permits Reading, Birth, DeviceEvent, Death, CommandAnswer {
    /** When it was measured or happened (phenomenon time), in milliseconds since 1970 UTC. */
    long t();
}
