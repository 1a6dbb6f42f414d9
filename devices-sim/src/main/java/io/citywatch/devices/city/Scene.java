package io.citywatch.devices.city;

import io.citywatch.devices.fleet.Fleet;
import io.citywatch.devices.fleet.Noise;

/**
 * Where an incident takes place.
 *
 * @param fleet the devices
 * @param voice speaks for them
 * @param incident the incident's own number, by which its course is drawn
 */
record Scene(Fleet fleet, Voice voice, long incident) {
    /** A number from {@code min} to {@code max} that belongs to this incident; each draw of it has a number of its own. */
    double draw(int number, double min, double max) {
        return fleet.noise().between(Noise.Purpose.INCIDENT_COURSE, incident, number, min, max);
    }

    /** A draw in seconds, as microseconds. */
    long drawMicros(int number, double minSeconds, double maxSeconds) {
        return Math.round(draw(number, minSeconds, maxSeconds) * 1e6);
    }
}
