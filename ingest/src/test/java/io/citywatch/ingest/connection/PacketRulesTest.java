package io.citywatch.ingest.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.ingest.connection.ConnectionHarness.Client;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;
import java.io.IOException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PacketRulesTest {
    private final ConnectionHarness gateway = new ConnectionHarness();

    @AfterEach
    void close() {
        gateway.close();
    }

    /** MQTT 5, 2.4: each packet has reason codes of its own; 0xA2 and 0x8E are for the server to say. */
    @ParameterizedTest
    @ValueSource(strings = {"40 03 0001 92", "50 03 0001 a2", "62 03 0001 10", "70 03 0001 80", "e0 01 8e", "e0 01 01"})
    void aReasonCodeThatAClientCannotGiveIsAProtocolError(String packet) {
        Client client = gateway.version5("dev1");

        assertThat(client.send(packet).heard()).isEqualTo("e0028200");
        assertThat(client.isOpen()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"40 03 0001 10", "40 03 0001 99", "50 03 0001 97", "70 03 0001 92", "70 03 0001 00"})
    void aReasonCodeThatAClientMayGiveIsTaken(String packet) {
        Client client = gateway.version5("dev1");

        assertThat(client.send(packet).send("c0 00").heard()).endsWith("d000");
    }

    /** MQTT-1.5.5-1: "The encoded value MUST use the minimum number of bytes"; 3.1.1 does not say so. */
    @Test
    void aLengthOfMoreBytesThanItNeedsIsMalformedInVersion5() {
        assertThat(gateway.version5("dev1").send("c0 80 00").heard()).isEqualTo("e0028100");
        assertThat(gateway.version3("dev2").send("c0 80 00").heard()).isEqualTo("d000");
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailureIsOfTheOneWhoMadeIt(Exception failure, String reason) {
        Client client = gateway.version5("dev1");

        client.channel.pipeline().fireExceptionCaught(failure);

        assertThat(client.isOpen()).isFalse();
        assertThat(gateway.meter("ended", "reason", reason)).isEqualTo(1);
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new IOException("connection reset"), "connection-lost"),
                Arguments.of(new DecoderException(new SSLException("not an SSL/TLS record")), "malformed-packet"),
                Arguments.of(new TooLongFrameException("a header of 10000 bytes"), "malformed-packet"),
                Arguments.of(new DecoderException(new IllegalStateException("ours")), "internal-error"));
    }

    /** MQTT-3.1.2-24: "The Server MUST NOT send packets exceeding Maximum Packet Size to the Client". */
    @ParameterizedTest
    @CsvSource({"4, ''", "5, 2003009500", "15, 2003009500"})
    void whoTakesNoConnackIsRefused(int maximumPacketSize, String answer) {
        Client client = gateway.open();

        client.send(connect(maximumPacketSize));

        assertThat(client.heard()).isEqualTo(answer);
        assertThat(client.isOpen()).isFalse();
    }

    /** MQTT 5, 3.2.2.3.5: Receive Maximum 21, Topic Alias Maximum 22, Retain Available 25, Maximum Packet Size 27. */
    @Test
    void theConnackSaysWhatTheServerTakes() {
        Client client = gateway.open();

        assertThat(client.send(connect(100)).heard())
                .isEqualTo("2010 0000 0d 210004 220040 2501 27000004c8".replace(" ", ""));
    }

    /** A CONNACK that says nothing of a session's expiry takes 18 bytes. */
    @ParameterizedTest
    @ValueSource(ints = {18, 100})
    void whoTakesTheConnackIsLetIn(int maximumPacketSize) {
        Client client = gateway.open();

        String heard = client.send(connect(maximumPacketSize)).heard();

        assertThat(heard).startsWith("20").hasSizeLessThanOrEqualTo(2 * maximumPacketSize);
        assertThat(client.isOpen()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GARBAGE\r\n\r\n", "GET\r\n\r\n", "GET /mqtt FTP/9\r\n\r\n"})
    void whatBeginsLikeHttpAndIsNoneGetsNoAnswer(String bytes) {
        Client client = gateway.open();

        client.send(ByteBufUtil.hexDump(bytes.getBytes(US_ASCII)));

        assertThat(client.heard()).isEmpty();
        assertThat(client.isOpen()).isFalse();
    }

    /** CONNECT of version 5 with user name dev1, password secret, client id a, and that Maximum Packet Size. */
    private static String connect(int maximumPacketSize) {
        return "10 21 0004 4d515454 05 c2 003c 05 27 %08x 0001 61 0004 64657631 0006 736563726574"
                .formatted(maximumPacketSize);
    }
}
