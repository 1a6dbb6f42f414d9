package io.citywatch.devices.replay;

import io.citywatch.devices.link.LinkOptions;
import io.citywatch.devices.link.MqttEndpoint;
import io.citywatch.telemetry.topic.Names;
import java.time.Duration;

/**
 * How stays are replayed.
 *
 * @param endpoint where the platform listens
 * @param district the district whose bays they are, six-digit administrative code; default 410811
 * @param speedUp how many times faster than it happened, up to 1,000,000,000; 0, the default: as fast as it is acknowledged
 * @param links the connection; the default links
 * @param patience after how long without an acknowledgement to give up, 1 s to an hour; default 60 s
 */
public record ReplayOptions(
        MqttEndpoint endpoint, String district, double speedUp, LinkOptions links, Duration patience) {
    public static final String DEFAULT_DISTRICT = "410811";
    public static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(60);

    private static final double MAX_SPEED_UP = 1e9;

    public ReplayOptions {
        if (!Names.isDistrict(district)) {
            throw new IllegalArgumentException("district '" + district + "' is not six digits");
        }
        if (!(speedUp >= 0 && speedUp <= MAX_SPEED_UP)) {
            throw new IllegalArgumentException("speed-up " + speedUp + " is outside 0 to " + MAX_SPEED_UP);
        }
        if (patience.compareTo(Duration.ofSeconds(1)) < 0 || patience.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("patience " + patience + " is outside 1 s to 1 h");
        }
    }
}
