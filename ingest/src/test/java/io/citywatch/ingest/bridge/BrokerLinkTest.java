package io.citywatch.ingest.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.Test;

class BrokerLinkTest {
    /** The client's code for a lost connection. */
    private static final int LOST = 32109;

    private static final int NOT_AUTHORIZED = 0x87;

    @Test
    void whatWentWrongIsSaidInWords() {
        assertThat(BrokerLink.reason(new IOException("the password file p has no password in its first line")))
                .isEqualTo("the password file p has no password in its first line");
        assertThat(BrokerLink.reason(new MqttException(LOST, new ConnectException("Connection refused"))))
                .isEqualTo("Connection refused");
        assertThat(BrokerLink.reason(new MqttException(LOST, new UnknownHostException("broker.city"))))
                .isEqualTo("there is no host broker.city");
        assertThat(BrokerLink.reason(new MqttException(LOST, new EOFException())))
                .isEqualTo("the broker has closed the connection");
    }

    /** The client tells those in the language of the machine, with the code. */
    @Test
    void aReasonCodeOfTheBrokersIsToldWithTheClientsWordsForIt() {
        assertThat(BrokerLink.reason(new MqttException(NOT_AUTHORIZED))).contains("(135)");
        assertThat(BrokerLink.reason(new IllegalStateException("x"))).contains("IllegalStateException", "x");
    }
}
