package io.citywatch.ingest.conformance;

import static io.citywatch.ingest.conformance.Wire.text;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What outlives a connection. */
class SessionIT {
    private static final String AN_HOUR = "11 00000e10";

    @RegisterExtension
    static final OpenGateway broker = new OpenGateway();

    private final String name = OpenGateway.name();
    private final String topic = OpenGateway.name();

    /** MQTT-3.1.2-4, -5, -6, MQTT-3.2.2-2, -3: there or not, and the CONNACK says so. */
    @Test
    void aSessionIsFoundAgainUnlessItIsToBeginAnew() throws Exception {
        leave(broker.version5(name, AN_HOUR));
        try (Wire again = broker.open()) {
            again.connect5("00", AN_HOUR, text(name));
            assertThat(again.heard()).matches("20..0100.*");
            leave(again);
        }
        try (Wire anew = broker.open()) {
            anew.connect5("02", AN_HOUR, text(name));
            assertThat(anew.heard()).matches("20..0000.*");
        }
    }

    /** MQTT 5, 3.1.2.11.2: without an interval it ends with the connection. */
    @Test
    void aSessionWithoutAnIntervalEndsWithItsConnection() throws Exception {
        leave(broker.version5(name));
        try (Wire again = broker.open()) {
            again.connect5("00", "", text(name));
            assertThat(again.heard()).matches("20..0000.*");
        }
    }

    /** MQTT 5, 3.1.4: also when the connection ends because another takes over. */
    @Test
    void aSessionWithoutAnIntervalIsNotTakenOver() throws Exception {
        try (Wire first = broker.version5(name);
                Wire second = broker.open()) {
            first.subscribe5(topic, "00");
            second.connect5("00", "", text(name));
            assertThat(second.heard()).matches("20..0000.*");
            first.expectEnd("e0 02 8e 00");
            second.send("30", text(topic), "00 61");
            second.expectNothing();
        }
    }

    /** MQTT-3.1.2-6: what belongs to a clean session of 3.1.1 is not used in the next one. */
    @Test
    void aCleanSessionIsNotTakenOver() throws Exception {
        try (Wire first = broker.version3(name);
                Wire second = broker.open()) {
            second.send("10", "0004 4d515454 04 00 003c", text(name));
            second.expect("20", "0000");
            first.expectEnd("");
        }
    }

    /** MQTT-4.5.0-1: what comes meanwhile waits, in its order. */
    @Test
    void messagesWaitForAClientThatIsAway() throws Exception {
        Wire client = broker.version5(name, AN_HOUR);
        client.subscribe5(topic, "02");
        leave(client);
        try (Wire publisher = broker.version3(OpenGateway.name())) {
            publisher.send("32", text(topic), "0001 61");
            publisher.expect("40", "0001");
            publisher.send("34", text(topic), "0002 62");
            publisher.expect("50", "0002");
        }
        try (Wire again = broker.version5(name, "00", AN_HOUR)) {
            again.expect("32", text(topic), "0001 00 61");
            again.expect("34", text(topic), "0002 00 62");
        }
    }

    /** MQTT-4.4.0-1, MQTT-4.6.0-1, MQTT-3.3.1-1: what is not acknowledged comes again, marked, before what is new. */
    @Test
    void whatIsNotAcknowledgedComesAgain() throws Exception {
        try (Wire publisher = broker.version3(OpenGateway.name())) {
            Wire client = broker.version5(name, AN_HOUR);
            client.subscribe5(topic, "02");
            publisher.send("32", text(topic), "0001 61");
            publisher.send("34", text(topic), "0002 62");
            publisher.send("34", text(topic), "0003 63");
            client.expect("32", text(topic), "0001 00 61");
            client.expect("34", text(topic), "0002 00 62");
            client.expect("34", text(topic), "0003 00 63");
            client.send("50", "0003");
            client.expect("62", "0003");
            client.close();

            try (Wire again = broker.version5(name, "00", AN_HOUR)) {
                again.expect("3a", text(topic), "0001 00 61");
                again.expect("3c", text(topic), "0002 00 62");
                again.expect("62", "0003");
                again.send("40", "0001");
                again.send("70", "0003");
                again.expectNothing();
            }
        }
    }

    /** MQTT 5, 3.14.2.2.2: what was 0 stays 0; what was not may be changed. */
    @Test
    void theIntervalMayBeChangedAtTheEndButNotFromZero() throws Exception {
        try (Wire client = broker.version5(name)) {
            client.send("e0", "00", Wire.properties(AN_HOUR));
            client.expectEnd("e0 02 82 00");
        }
        Wire client = broker.version5(name, AN_HOUR);
        client.send("e0", "00", Wire.properties("11 00000000"));
        client.expectEnd("");
        try (Wire again = broker.open()) {
            again.connect5("00", AN_HOUR, text(name));
            assertThat(again.heard()).matches("20..0000.*");
        }
    }

    private static void leave(Wire client) throws Exception {
        client.send("e0");
        client.expectEnd("");
        client.close();
    }
}
