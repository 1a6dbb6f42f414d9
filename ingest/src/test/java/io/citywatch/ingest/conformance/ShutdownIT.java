package io.citywatch.ingest.conformance;

import static io.citywatch.ingest.conformance.Wire.text;

import io.citywatch.ingest.AccessOptions;
import io.citywatch.ingest.RateOptions;
import io.citywatch.ingest.TestGateway;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients hear when the server ends. */
class ShutdownIT {
    private static final String AN_HOUR = "11 00000e10";

    /** MQTT 5, 4.13: 0x8B, whether a session of theirs was to be kept or not. */
    @Test
    void everyClientHearsOfIt(@TempDir Path folder) throws Exception {
        List<Wire> clients = new ArrayList<>();
        try (TestGateway gateway = TestGateway.start(
                folder,
                options ->
                        options.withAccess(new AccessOptions(folder.resolve("keys"), RateOptions.unlimited(), true)))) {
            for (String properties : List.of(AN_HOUR, "", AN_HOUR)) {
                Wire client = new Wire(gateway.port());
                client.connect5("02", properties, text(OpenGateway.name()));
                client.expectAccepted();
                clients.add(client);
            }
        }

        for (Wire client : clients) {
            client.expectEnd("e0 02 8b 00");
            client.close();
        }
    }
}
