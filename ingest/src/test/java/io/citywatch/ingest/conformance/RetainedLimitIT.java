package io.citywatch.ingest.conformance;

import static io.citywatch.ingest.conformance.Wire.text;

import io.citywatch.ingest.AccessOptions;
import io.citywatch.ingest.RateOptions;
import io.citywatch.ingest.ShareOptions;
import io.citywatch.ingest.TestGateway;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients retain has a bound, and who is beyond it hears so. */
class RetainedLimitIT {
    private static final int ROOM = 1 << 20;
    /** Of these 16 would fill the room exactly, were there nothing besides the payloads. */
    private static final String LARGE = "61".repeat(ROOM / 16);

    private static final int FIT = 15;

    @Test
    void whatDoesNotFitIsRefusedUntilThereIsRoom(@TempDir Path folder) throws Exception {
        ShareOptions shares = new ShareOptions(64 << 20, ROOM, 1000);
        try (TestGateway gateway = TestGateway.start(
                        folder,
                        options -> options.withAccess(
                                new AccessOptions(folder.resolve("keys"), RateOptions.unlimited(), shares, true)));
                Wire client = new Wire(gateway.port());
                Wire reader = new Wire(gateway.port());
                Wire older = new Wire(gateway.port())) {
            client.connect5("02", "", text("client"));
            client.expectAccepted();
            for (int i = 0; i < FIT; i++) {
                retain(client, "33", "kept/" + i, LARGE);
                client.expect("40", "0001");
            }

            retain(client, "33", "beyond", LARGE);
            client.expect("40", "0001 97");
            retain(client, "35", "beyond", LARGE);
            client.expect("50", "0001 97");
            older.send("10", "0004 4d515454 04 02 003c", text("older"));
            older.expect("20", "0000");
            older.send("33", text("beyond"), "0001" + LARGE);
            older.expectEnd("");

            retain(client, "33", "kept/0", LARGE);
            client.expect("40", "0001");
            retain(client, "33", "kept/1", "");
            client.expect("40", "0001");
            retain(client, "33", "beyond", "62");
            client.expect("40", "0001");
            reader.connect5("02", "", text("reader"));
            reader.expectAccepted();
            reader.subscribe5("beyond", "00");
            reader.expect("31", text("beyond"), "00 62");
        }
    }

    private static void retain(Wire client, String flags, String topic, String payload) throws IOException {
        client.send(flags, text(topic), "0001 00" + payload);
    }
}
