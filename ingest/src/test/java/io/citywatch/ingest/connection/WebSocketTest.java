package io.citywatch.ingest.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.ingest.connection.ConnectionHarness.Client;
import io.netty.buffer.ByteBufUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** MQTT in WebSocket frames (MQTT 5, 6; RFC 6455, 5). */
class WebSocketTest {
    private static final String TOPIC = "citywatch/v1/410811/gas/dev1/telemetry";
    private static final String UPGRADE =
            """
            GET /mqtt HTTP/1.1
            Host: gateway
            Upgrade: websocket
            Connection: Upgrade
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
            Sec-WebSocket-Version: 13
            Sec-WebSocket-Protocol: mqtt

            """
                    .replace("\n", "\r\n");
    /** CONNECT of version 3.1.1, client identifier a, user name dev1, password secret. */
    private static final String CONNECT = "101b00044d51545404c2003c0001610004646576310006736563726574";

    private static final String MASK = "a1b2c3d4";
    private static final String CONNACK = "8204" + "20020000";

    private final ConnectionHarness gateway = new ConnectionHarness();
    private Client client;

    @BeforeEach
    void upgrade() {
        client = gateway.open().send(ByteBufUtil.hexDump(UPGRADE.getBytes(US_ASCII)));
        assertThat(client.heard()).startsWith(ByteBufUtil.hexDump("HTTP/1.1 101".getBytes(US_ASCII)));
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    /** MQTT-6.0.0-2: "A single WebSocket data frame can contain multiple or partial MQTT Control Packets". */
    @Test
    void aFrameMayHoldMorePacketsThanTheLargestIsLong() {
        client.send(frame(0x82, CONNECT));
        assertThat(client.heard()).isEqualTo(CONNACK);

        client.send(frame(0x82, publish(0) + publish(0) + publish(0)));

        assertThat(gateway.log.appended).hasSize(3);
        assertThat(client.isOpen()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 1000})
    void framesAreReadHoweverTheyAreCut(int bytes) {
        String half = CONNECT.substring(0, 20);
        String rest = CONNECT.substring(20);
        String sent = frame(0x02, half) + frame(0x89, "70") + frame(0x80, rest) + frame(0x82, publish(1));

        for (int at = 0; at < sent.length(); at += 2 * bytes) {
            client.send(sent.substring(at, Math.min(sent.length(), at + 2 * bytes)));
        }

        assertThat(client.heard()).isEqualTo("8a0170" + CONNACK);
        assertThat(gateway.log.payloads()).containsExactly("x".repeat(500));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            no mask                      | 82 02 c000
            a reserved bit               | c2 80 00000000
            an opcode that there is not  | 83 80 00000000
            a control frame of 126 bytes | 89 fe 007e 00000000
            a control frame in parts     | 09 80 00000000
            a continuation of nothing    | 80 80 00000000
            a frame between two parts    | 02 80 00000000 82 80 00000000
            a length of 64 bits          | 82 ff 8000000000000000 00000000
            """)
    void aFrameThatBreaksTheRulesEndsTheConnectionWithAWord(String what, String bytes) {
        client.send(bytes);

        assertThat(client.heard()).as(what).startsWith("88").contains("03ea");
        assertThat(client.isOpen()).as(what).isFalse();
        assertThat(gateway.meter("refused", "reason", "malformed-packet")).isEqualTo(1);
    }

    @Test
    void aFrameOfTextIsSentAway() {
        client.send(frame(0x81, "68656c6c6f"));

        assertThat(client.heard()).startsWith("88").contains("03eb");
        assertThat(client.isOpen()).isFalse();
    }

    /** A frame with that first byte. */
    private static String frame(int first, String payload) {
        int length = payload.length() / 2;
        String size = length < 126 ? "%02x".formatted(0x80 | length) : "fe%04x".formatted(length);
        StringBuilder masked = new StringBuilder("%02x".formatted(first) + size + MASK);
        byte[] mask = ByteBufUtil.decodeHexDump(MASK);
        byte[] bytes = ByteBufUtil.decodeHexDump(payload);
        for (int i = 0; i < bytes.length; i++) {
            masked.append("%02x".formatted((bytes[i] ^ mask[i % 4]) & 0xff));
        }
        return masked.toString();
    }

    /** A PUBLISH with a payload of 500 bytes; at QoS 1 its identifier is 1. */
    private static String publish(int qos) {
        int length = 2 + TOPIC.length() + 2 * qos + 500;
        return "3" + 2 * qos
                + "%02x%02x".formatted(length & 0x7f | 0x80, length >> 7)
                + "0026"
                + ByteBufUtil.hexDump(TOPIC.getBytes(US_ASCII))
                + "0001".repeat(qos)
                + "78".repeat(500);
    }
}
