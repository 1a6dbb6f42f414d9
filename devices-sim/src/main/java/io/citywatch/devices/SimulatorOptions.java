package io.citywatch.devices;

import io.citywatch.devices.city.CityOptions;
import io.citywatch.devices.link.LinkOptions;
import io.citywatch.devices.link.MqttEndpoint;
import io.citywatch.telemetry.programme.Programme;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What to simulate and where to publish it.
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
