package io.citywatch.devices.city;

/** Hears what the city's devices say. */
public interface CitySink {
    /** Takes what a device says; called in order of time. */
    void say(Utterance utterance);

    /** Whether more births may be announced now; while not, devices wait with theirs. */
    boolean hasRoomForBirths();
}
