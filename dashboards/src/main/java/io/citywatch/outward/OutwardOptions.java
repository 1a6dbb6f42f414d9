package io.citywatch.outward;

import io.citywatch.outward.delivery.Patience;
import io.citywatch.telemetry.programme.Programme;
import java.nio.file.Path;

/**
 * How alarms go to the outside.
 *
 * @param bootstrapServers where the log answers
 * @param file the receivers' file
 * @param optional whether the file need not be there; it is read once it is
 * @param keysFolder the folder with the secrets that it names
 * @param programme the city and its districts
 * @param patience how long things are waited for
 */
public record OutwardOptions(
        String bootstrapServers,
        Path file,
        boolean optional,
        Path keysFolder,
        Programme programme,
        Patience patience) {}
