package io.citywatch.telemetry.codec;

import io.citywatch.telemetry.command.RebirthRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A request for an edge node's births as it stands in JSON: a command without a device. */
record RebirthDocument(
        @Nullable String id,
        @Nullable String node,
        @Nullable String district,
        @Nullable String command,
        long t,
        long expires) {

    static RebirthDocument of(RebirthRequest request) {
        return new RebirthDocument(
                request.id(),
                request.node(),
                request.district(),
                RebirthRequest.COMMAND,
                request.t(),
                request.expires());
    }

    RebirthRequest toRequest() throws IOException {
        if (district == null || node == null) {
            throw new IOException("the request does not name an edge node");
        }
        try {
            return new RebirthRequest(district, node, t, expires);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
