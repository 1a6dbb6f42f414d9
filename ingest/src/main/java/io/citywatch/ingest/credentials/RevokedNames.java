package io.citywatch.ingest.credentials;

import io.citywatch.ingest.rights.Principal;
import io.citywatch.telemetry.credentials.ListFile;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.citywatch.telemetry.topic.ThingsBoardTopic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** User names that are not let in, from a file with one a line. */
record RevokedNames(Set<String> userNames) {
    private static final Logger log = LoggerFactory.getLogger(RevokedNames.class);

    /**
     * Reads the file; without one nobody is revoked.
     *
     * <p>A line that is no user name may be one that was mistyped or spoilt. It ends a start. Where it appears while names are in
     * use, the other lines hold from now on, it is named in the log, and no name that was in use is dropped.
     *
     * @param inUse the names that are in use; null at the start
     * @throws IOException when the file can't be read or, at the start, a line is no user name; the message names both
     */
    static RevokedNames read(Path file, @Nullable RevokedNames inUse) throws IOException {
        Set<String> userNames = new HashSet<>();
        for (Map.Entry<Integer, String> entry : ListFile.entries(file).entrySet()) {
            if (Principal.parse(entry.getValue()) != null) {
                userNames.add(entry.getValue());
                continue;
            }
            String problem = file + ", line " + entry.getKey() + ": not a user name";
            if (inUse == null) {
                throw new IOException(problem);
            }
            log.atWarn()
                    .addKeyValue("reason", problem)
                    .log("a line revokes nobody; the others hold, and until it is mended those revoked before stay so");
            userNames.addAll(inUse.userNames);
        }
        return new RevokedNames(Set.copyOf(userNames));
    }

    /** A device that is no longer let in is not let in by another of its names. */
    boolean contains(String userName) {
        if (userNames.isEmpty()) {
            return false;
        }
        DeviceAddress address = ThingsBoardTopic.addressOf(userName);
        return userNames.contains(userName) || (address != null && userNames.contains(address.device()));
    }
}
