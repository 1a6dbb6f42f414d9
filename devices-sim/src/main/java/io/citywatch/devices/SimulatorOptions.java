package io.citywatch.devices;

import io.citywatch.devices.city.CityOptions;
import io.citywatch.devices.fleet.Fleet;
import io.citywatch.devices.fleet.Noise;
import io.citywatch.devices.link.LinkOptions;
import io.citywatch.devices.link.MqttEndpoint;
import io.citywatch.telemetry.codec.Convention;
import io.citywatch.telemetry.programme.Programme;
import io.citywatch.telemetry.sparkplug.EdgeNode;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What to simulate and where to publish it. Refuses a city with more devices than its concentrators can carry in their convention.
 *
 * @param city which city, at what pace
 * @param programme the city's districts
 * @param endpoint where the platform listens
 * @param links how the devices reach it
 * @param progressFile where it is kept which devices were installed and replaced, so that a later run has them too; null, the
 *     default: nowhere
 */
public record SimulatorOptions(
        CityOptions city, Programme programme, MqttEndpoint endpoint, LinkOptions links, @Nullable Path progressFile) {

    public SimulatorOptions {
        if (links.convention() == Convention.SPARKPLUG_B) {
            requireRoomAtEdgeNodes(new Fleet(city.size().plan(), programme, new Noise(city.seed())), links);
        }
    }

    /** What an edge node says of more devices the platform does not take. */
    private static void requireRoomAtEdgeNodes(Fleet fleet, LinkOptions links) {
        if (Shares.largestShare(fleet, links.concentratorsPerDistrict()) > EdgeNode.MAX_DEVICES) {
            throw new IllegalArgumentException("--concentrators " + links.concentratorsPerDistrict()
                    + " is too few: with sparkplug-b at most " + EdgeNode.MAX_DEVICES
                    + " devices speak through one, so that city needs "
                    + Shares.leastConcentrators(fleet, EdgeNode.MAX_DEVICES) + " or more for each district");
        }
    }

    /** That city, in the bundled programme's districts, with the default links. */
    public static SimulatorOptions of(CityOptions city, MqttEndpoint endpoint) {
        return new SimulatorOptions(city, Programme.bundled(), endpoint, LinkOptions.DEFAULTS, null);
    }

    public SimulatorOptions withLinks(LinkOptions other) {
        return new SimulatorOptions(city, programme, endpoint, other, progressFile);
    }

    public SimulatorOptions withProgressFile(Path file) {
        return new SimulatorOptions(city, programme, endpoint, links, file);
    }
}
