package io.citywatch.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.HexFormat;

/** An MQTT 3.1.1 client of a few lines, which does exactly what a test tells it, also what a decent client would not. */
public final class RawClient implements AutoCloseable {
    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    public RawClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(30_000);
        in = new DataInputStream(socket.getInputStream());
        out = new DataOutputStream(socket.getOutputStream());
    }

    static RawClient connected(TestGateway gateway, String userName) throws IOException {
        RawClient client = new RawClient(gateway.port());
        client.connect(userName, gateway.password(userName), null);
        client.expect("20020000");
        return client;
    }

    void connect(String userName, String password, String deathTopic) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream body = new DataOutputStream(bytes);
        body.writeUTF("MQTT");
        body.writeByte(4);
        body.writeByte(deathTopic == null ? 0xC2 : 0xCE); // user name, password, clean session; will at QoS 1
        body.writeShort(60);
        body.writeUTF(userName);
        if (deathTopic != null) {
            body.writeUTF(deathTopic);
            body.writeUTF("{}");
        }
        body.writeUTF(userName);
        body.writeUTF(password);
        packet(0x10, bytes.toByteArray());
    }

    void publish(String topic, int packetId, String payload) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream body = new DataOutputStream(bytes);
        body.writeUTF(topic);
        body.writeShort(packetId);
        body.write(payload.getBytes(UTF_8));
        packet(0x32, bytes.toByteArray());
    }

    private void packet(int type, byte[] body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(type);
        int rest = body.length;
        do {
            bytes.write(rest > 127 ? rest % 128 | 0x80 : rest);
            rest /= 128;
        } while (rest > 0);
        bytes.write(body);
        send(bytes.toByteArray());
    }

    public void send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** Reads as many bytes as these, or to the end of the connection, and compares. */
    void expect(String hex) throws IOException {
        byte[] heard = read(hex.length() / 2);
        if (!HexFormat.of().formatHex(heard).equals(hex)) {
            throw new AssertionError(
                    "expected " + hex + " but heard " + HexFormat.of().formatHex(heard));
        }
    }

    /** Reads the next packet, whatever it is. */
    public byte[] readPacket() throws IOException {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(in.readUnsignedByte());
        int length = 0;
        int shift = 0;
        int next;
        do {
            next = in.readUnsignedByte();
            packet.write(next);
            length |= (next & 0x7F) << shift;
            shift += 7;
        } while (next > 127);
        packet.write(in.readNBytes(length));
        return packet.toByteArray();
    }

    int available() throws IOException {
        return in.available();
    }

    /** Reads to the end of the connection, which may be a reset. */
    public byte[] readToEnd() throws IOException {
        return read(Integer.MAX_VALUE);
    }

    private byte[] read(int atMost) throws IOException {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        try {
            for (int next; heard.size() < atMost && (next = in.read()) >= 0; ) {
                heard.write(next);
            }
        } catch (SocketException reset) {
            // The other end had closed with bytes of ours unread
            assert reset.getMessage().contains("reset") : reset;
        }
        return heard.toByteArray();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
