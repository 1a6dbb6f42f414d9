package io.citywatch.ingest.conformance;

import static io.citywatch.ingest.conformance.Wire.properties;
import static io.citywatch.ingest.conformance.Wire.text;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Wills on any topic. */
class WillIT {
    @RegisterExtension
    static final OpenGateway broker = new OpenGateway();

    private final String name = OpenGateway.name();
    private final String topic = OpenGateway.name();

    /** MQTT-3.1.2-8, and 3.1.3.2: with all the properties that it was given. */
    @Test
    void aWillIsPublishedWhenTheConnectionBreaksWithItsProperties() throws Exception {
        String carried = "01 01" + "03" + text("text/plain") + "08" + text("re/ply") + "09 0002 cafe" + "26" + text("k")
                + text("v");
        try (Wire watcher = watcher("01")) {
            dying("0e", properties(carried), "77").close();

            assertThat(watcher.heard())
                    .startsWith("32")
                    .contains(text(topic) + "0001")
                    .contains("0101", "03" + text("text/plain"), "08" + text("re/ply"), "090002cafe")
                    .contains("26" + text("k") + text("v"))
                    .endsWith("77");
        }
    }

    /** MQTT-3.14.4-3, MQTT-3.1.2-10: a normal farewell deletes it; reason code 4 does not. */
    @Test
    void aFarewellSparesTheWillUnlessItAsksForIt() throws Exception {
        try (Wire watcher = watcher("00");
                Wire spared = dying("06", "00", "73");
                Wire asked = dying(OpenGateway.name(), "06", "00", "74")) {
            spared.send("e0");
            spared.expectEnd("");
            asked.send("e0", "04");
            asked.expectEnd("");
            watcher.expect("30", text(topic), "00 74");
            watcher.expectNothing();
        }
    }

    /** MQTT-3.1.2-14, -15: retained or not, as its flag says. A will may be empty. */
    @Test
    void aRetainedWillIsKeptAndAnEmptyOneRemovesIt() throws Exception {
        try (Wire watcher = watcher("08")) {
            dying("26", "00", "72").close();
            watcher.expect("31", text(topic), "00 72");
            try (Wire later = broker.version5(OpenGateway.name())) {
                later.subscribe5(topic, "00");
                later.expect("31", text(topic), "00 72");
            }
            dying(OpenGateway.name(), "26", "00", "").close();
            watcher.expect("31", text(topic), "00");
            try (Wire later = broker.version5(OpenGateway.name())) {
                later.subscribe5(topic, "00");
                later.expectNothing();
            }
        }
    }

    /** MQTT-3.1.3-9: whoever comes back in time is not dead; and a session's end does not wait for the delay. */
    @Test
    void aDelayedWillIsSparedByComingBackAndHurriedByTheEndOfTheSession() throws Exception {
        String anHour = "11 00000e10";
        String delayed = properties("18 00000e10");
        try (Wire watcher = watcher("00")) {
            Wire first = broker.open();
            first.connect5("06", anHour, text(name), delayed, text(topic), "0001 61");
            first.expectAccepted();
            first.close();
            Wire back = broker.open();
            back.connect5("04", anHour, text(name), delayed, text(topic), "0001 62");
            back.expectAccepted();
            watcher.expectNothing();

            back.close();
            broker.version5(name).close();
            watcher.expect("30", text(topic), "00 62");
        }
    }

    /** MQTT-3.14.4: a connection that the server ends for an error counts as broken. */
    @Test
    void anErrorPublishesTheWill() throws Exception {
        try (Wire watcher = watcher("00");
                Wire client = dying("06", "00", "65")) {
            client.sendBytes("00 00");
            client.expectEnd("e0 02 81 00");
            watcher.expect("30", text(topic), "00 65");
        }
    }

    private Wire watcher(String options) throws Exception {
        return broker.version5(OpenGateway.name()).subscribe5(topic, options);
    }

    private Wire dying(String flags, String willProperties, String payload) throws Exception {
        return dying(name, flags, willProperties, payload);
    }

    private Wire dying(String clientId, String flags, String willProperties, String payload) throws Exception {
        String length = "%04x".formatted(payload.length() / 2);
        Wire client = broker.open().connect5(flags, "", text(clientId), willProperties, text(topic), length, payload);
        client.expectAccepted();
        return client;
    }
}
