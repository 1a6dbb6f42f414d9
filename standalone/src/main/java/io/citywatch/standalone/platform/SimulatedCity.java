package io.citywatch.standalone.platform;

import io.citywatch.devices.Simulator;
import io.citywatch.devices.SimulatorOptions;
import io.citywatch.devices.city.CityOptions;
import io.citywatch.devices.fleet.FleetPlan;
import io.citywatch.devices.link.MqttEndpoint;
import io.citywatch.telemetry.credentials.PasswordKey;
import java.io.IOException;
import java.util.Locale;

/** The simulated city that comes with a platform. */
final class SimulatedCity {
    private static final String LOOPBACK = "127.0.0.1";

    private SimulatedCity() {}

    /** Starts the city that the options ask for, if they ask for one. */
    static void start(PlatformOptions options, DataFolder data, PasswordKey key, int mqttPort, Parts parts)
            throws IOException {
        FleetPlan.Size size;
        switch (options.city()) {
            case NONE -> {
                return;
            }
            case SMALL -> size = FleetPlan.Size.SMALL;
            case CITY -> size = FleetPlan.Size.CITY;
            default -> throw new IllegalArgumentException("no city " + options.city());
        }
        SimulatorOptions simulation = SimulatorOptions.of(
                        CityOptions.of(size), new MqttEndpoint(LOOPBACK, mqttPort, key))
                .withProgressFile(data.simulation(size.name().toLowerCase(Locale.ROOT)));
        parts.add("simulated city", Simulator.start(simulation));
    }
}
