package io.citywatch.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.citywatch.standalone.embedded.testkit.TestCertificates;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MQTT over WebSocket (MQTT 5, 6), on the ports of MQTT itself. */
class WebSocketIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    private static TestGateway gateway;
    private static TestCertificates certificates;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        certificates = new TestCertificates(folder)
                .selfSigned("server", "CN=localhost", "-ext", "SAN=dns:localhost,ip:127.0.0.1");
        gateway = TestGateway.start(
                folder,
                options -> options.withTls(
                        new TlsOptions(0, certificates.crt("server"), certificates.key("server"), null)));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void pahoPublishesOverIt() throws Exception {
        publish("ws1", "ws://127.0.0.1:" + gateway.port() + "/mqtt", new MqttConnectOptions());
    }

    @Test
    void pahoPublishesOverItAndTls() throws Exception {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setSocketFactory(certificates.trusting("server").getSocketFactory());
        publish("ws2", "wss://127.0.0.1:" + gateway.mqttsPort() + "/mqtt", options);
    }

    private static void publish(String device, String uri, MqttConnectOptions options) throws Exception {
        options.setUserName(device);
        options.setPassword(gateway.password(device).toCharArray());
        MqttClient client = new MqttClient(uri, device, new MemoryPersistence());
        client.connect(options);

        client.publish("citywatch/v1/410811/gas/" + device + "/telemetry", "{}".getBytes(UTF_8), 1, false);

        assertThat(gateway.uplink()).anySatisfy(message -> assertThat(new String(message.key(), UTF_8))
                .isEqualTo(device));
        client.disconnect();
        client.close();
    }

    /** MQTT 5, 6: "MQTT Control Packets are not assumed to be aligned on WebSocket frame boundaries". */
    @Test
    void aPacketMayComeInPiecesAndSeveralInOneFrame() throws Exception {
        Heard heard = new Heard();
        WebSocket socket = open(heard, "mqtt");
        byte[] connect = connect("ws3");
        byte[] ping = {(byte) 0xC0, 0};

        socket.sendBinary(ByteBuffer.wrap(connect, 0, 5), false).join();
        socket.sendBinary(ByteBuffer.wrap(connect, 5, 20), true).join();
        ByteBuffer rest = ByteBuffer.allocate(connect.length - 25 + 4);
        rest.put(connect, 25, connect.length - 25).put(ping).put(ping).flip();
        socket.sendBinary(rest, true).join();

        await().atMost(SOON).until(() -> heard.hex().equals("20020000" + "d000" + "d000"));
        socket.abort();
    }

    /** MQTT-6.0.0-1: "If any other type of data frame is received the recipient MUST close the Network Connection". */
    @Test
    void aFrameOfTextEndsTheConnection() throws Exception {
        Heard heard = new Heard();
        WebSocket socket = open(heard, "mqtt");

        socket.sendText("CONNECT", true).join();

        assertThat(heard.closed.get(SOON.toSeconds(), TimeUnit.SECONDS)).isEqualTo(1003);
    }

    /** MQTT-6.0.0-3: "The Client MUST include "mqtt" in the list of WebSocket Sub Protocols it offers". */
    @Test
    void whoDoesNotOfferTheSubprotocolIsSentAway() throws Exception {
        Heard heard = new Heard();
        assertThatThrownBy(() -> {
                    WebSocket socket = open(heard, "chat");
                    socket.sendBinary(ByteBuffer.wrap(connect("ws4")), true).join();
                    if (heard.closed.get(SOON.toSeconds(), TimeUnit.SECONDS) == 1002) {
                        throw new IllegalStateException("closed by the server");
                    }
                })
                .isInstanceOf(Exception.class);
        assertThat(heard.hex()).isEmpty();
    }

    @Test
    void anotherRequestIsToldWhereMqttIs() throws Exception {
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + "/index.html"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).contains("/mqtt");
    }

    private static WebSocket open(WebSocket.Listener listener, String subprotocol) {
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols(subprotocol)
                .buildAsync(URI.create("ws://127.0.0.1:" + gateway.port() + "/mqtt"), listener)
                .join();
    }

    /** CONNECT of 3.1.1 with user name and password, clean session, keep-alive 60. */
    private static byte[] connect(String userName) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream body = new DataOutputStream(bytes);
        body.writeUTF("MQTT");
        body.writeByte(4);
        body.writeByte(0xC2);
        body.writeShort(60);
        body.writeUTF(userName);
        body.writeUTF(userName);
        body.writeUTF(gateway.password(userName));
        byte[] packet = new byte[bytes.size() + 2];
        packet[0] = 0x10;
        packet[1] = (byte) bytes.size();
        System.arraycopy(bytes.toByteArray(), 0, packet, 2, bytes.size());
        return packet;
    }

    private static final class Heard implements WebSocket.Listener {
        private final List<String> pieces = new CopyOnWriteArrayList<>();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();

        String hex() {
            return String.join("", pieces);
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            pieces.add(HexFormat.of().formatHex(bytes));
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            closed.complete(status);
            return null;
        }
    }
}
