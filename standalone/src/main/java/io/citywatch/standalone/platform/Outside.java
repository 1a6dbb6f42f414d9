package io.citywatch.standalone.platform;

import io.citywatch.outward.Outward;
import io.citywatch.outward.OutwardBoard;
import io.citywatch.outward.OutwardOptions;
import io.citywatch.outward.delivery.Patience;
import io.citywatch.outward.notice.Devices;
import io.citywatch.outward.receiver.ReceiversException;
import io.citywatch.telemetry.programme.Programme;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;

/** Alarms to the receivers outside that the city has set up; to nobody when it has not. */
final class Outside {
    private Outside() {}

    static Outward start(
            PlatformOptions options,
            DataFolder data,
            String bootstrapServers,
            Devices devices,
            OutwardBoard board,
            MeterRegistry meters) {
        Path named = options.links().receivers();
        try {
            return Outward.start(
                    new OutwardOptions(
                            bootstrapServers,
                            named == null ? data.receivers() : named,
                            named == null,
                            data.keys(),
                            Programme.bundled(),
                            Patience.STANDARD),
                    devices,
                    board,
                    meters);
        } catch (ReceiversException e) {
            throw new StartupException(String.valueOf(e.getMessage()));
        }
    }
}
