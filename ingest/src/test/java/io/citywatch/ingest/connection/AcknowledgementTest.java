package io.citywatch.ingest.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.ingest.connection.ConnectionHarness.Client;
import io.citywatch.ingest.routing.Publication;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client says of the messages that it was sent: PUBACK 40, PUBREC 50, PUBCOMP 70 (3.1.1, 4.3; MQTT 5, 4.3). */
class AcknowledgementTest {
    private static final String ALARM = "citywatch/v1/alarms/410811/gas/critical/dev1~gas";

    private final ConnectionHarness gateway = new ConnectionHarness();

    @AfterEach
    void close() {
        gateway.close();
    }

    /** MQTT-4.13.1-1: "a Protocol Error ... MUST close the Network Connection"; 3.1.1, MQTT-4.8.0-1. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            PUBREC for QoS 1            | 1 | ''         | 50 02 0001
            PUBREC refuses QoS 1        | 1 | ''         | 50 03 0001 80
            PUBCOMP for QoS 1           | 1 | ''         | 70 02 0001
            PUBACK for QoS 2            | 2 | ''         | 40 02 0001
            PUBCOMP before PUBREC       | 2 | ''         | 70 02 0001
            PUBACK after PUBREC         | 2 | 50 02 0001 | 40 02 0001
            PUBREC refuses after PUBREC | 2 | 50 02 0001 | 50 03 0001 80
            """)
    void anAcknowledgementThatIsNotDueEndsTheConnection(String what, int qos, String before, String packet) {
        Client version5 = withMessage(gateway.version5("listener/siren"), qos);
        version5.send(before).heard();
        Client version3 = withMessage(gateway.version3("listener/board"), qos);
        version3.send(before).heard();

        assertThat(version5.send(packet).heard()).as(what).isEqualTo("e0028200");
        assertThat(version3.send(packet).heard()).as(what).isEmpty();
        assertThat(version5.isOpen()).as(what).isFalse();
        assertThat(version3.isOpen()).as(what).isFalse();
    }

    /** The answer is PUBREL 62, with 92 for "packet identifier not found" and no properties. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            PUBACK                      | 1 | 40 02 0001            | ''
            PUBACK twice                | 1 | 40 02 0001 40 02 0001 | ''
            PUBACK of an unknown one    | 1 | 40 02 0009            | ''
            PUBREC                      | 2 | 50 02 0001            | 62020001
            PUBREC twice                | 2 | 50 02 0001 50 02 0001 | 6202000162020001
            PUBREC of an unknown one    | 2 | 50 02 0009            | 620400099200
            PUBREC and PUBCOMP          | 2 | 50 02 0001 70 02 0001 | 62020001
            PUBREC that refuses         | 2 | 50 03 0001 80         | ''
            PUBCOMP of an unknown one   | 2 | 70 02 0009            | ''
            """)
    void oneThatIsDueOrOfNoMessageIsTaken(String what, int qos, String packets, String answer) {
        Client client = withMessage(gateway.version5("listener/siren"), qos);

        assertThat(client.send(packets).heard()).as(what).isEqualTo(answer);
        assertThat(client.isOpen()).as(what).isTrue();
    }

    /** A client that was sent a message of that QoS with the packet identifier 1. */
    private Client withMessage(Client client, int qos) {
        client.subscribe("citywatch/v1/alarms/#", qos).heard();
        gateway.router.publish(new Publication(ALARM, "!".getBytes(UTF_8), qos, false));
        assertThat(client.heard()).startsWith(qos == 1 ? "32" : "34").contains("0001");
        return client;
    }
}
