package io.citywatch.benchmarks.load;

import io.citywatch.telemetry.credentials.PasswordKey;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Clients that don't say farewell, or speak something else than MQTT. One after the other, each with a socket of its own. */
public final class RudeClients {
    private static final int CONNACK_BYTES = 4;
    private static final int SUBACK_BYTES = 5;
    private static final int MOST_NOISE = 256;
    private static final int PATIENCE_MILLIS = 10_000;
    /** The beginnings of a PUBLISH of 60,000 bytes and of a TLS record with a handshake of 16,384 bytes. */
    private static final byte[] PUBLISH = {0x30, (byte) 0xE0, (byte) 0xD4, 0x03};

    private static final byte[] HANDSHAKE = {0x16, 3, 1, 0x40, 0};
    private static final int BEGUN_BYTES = 10_000;

    private final int port;
    private final PasswordKey key;
    private final Random random;

    /** Clients of the server at that port, which send the same noise for the same seed. */
    public RudeClients(int port, PasswordKey key, long seed) {
        this.port = port;
        this.key = key;
        random = new Random(seed);
    }

    /** Devices that subscribe to their commands and are gone. */
    public void subscribeAndVanish(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            try (Socket socket = login("rude-" + i)) {
                byte[] filter = ("citywatch/v1/410811/gas/rude-" + i + "/command").getBytes(StandardCharsets.US_ASCII);
                DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                ByteArrayOutputStream packet = new ByteArrayOutputStream();
                packet.writeBytes(new byte[] {(byte) 0x82, (byte) (filter.length + 5), 0, 1, 0, (byte) filter.length});
                packet.writeBytes(filter);
                packet.write(1);
                out.write(packet.toByteArray());
                expect(socket, SUBACK_BYTES);
                // Reset instead of closed, as when a device loses its power behind a router that notices.
                socket.setSoLinger(true, 0);
            }
        }
    }

    /** Bytes of no meaning instead of a CONNECT. */
    public void sendNoise(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            try (Socket socket = open()) {
                send(socket, noise());
            }
        }
    }

    /** Bytes of no meaning after the log-in. */
    public void sendNoiseAfterLogin(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            try (Socket socket = login("rude-" + i)) {
                send(socket, noise());
            }
        }
    }

    /** The first part of a large PUBLISH. */
    public void beginPublishAndVanish(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            try (Socket socket = login("rude-" + i)) {
                send(socket, begun(PUBLISH));
                socket.setSoLinger(true, 0);
            }
        }
    }

    /** The first part of a large handshake of TLS, at the port where that is spoken. */
    public void beginHandshakeAndVanish(int count, int tlsPort) throws IOException {
        for (int i = 0; i < count; i++) {
            try (Socket socket = new Socket("127.0.0.1", tlsPort)) {
                send(socket, begun(HANDSHAKE));
                socket.setSoLinger(true, 0);
            }
        }
    }

    private static byte[] begun(byte[] start) {
        return Arrays.copyOf(start, BEGUN_BYTES);
    }

    private Socket login(String userName) throws IOException {
        Socket socket = open();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream fields = new DataOutputStream(body);
        fields.writeUTF("MQTT");
        fields.write(new byte[] {4, (byte) 0xC2, 0, 60});
        fields.writeUTF(userName);
        fields.writeUTF(userName);
        fields.writeUTF(key.password(userName));
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(0x10);
        packet.write(body.size());
        packet.writeBytes(body.toByteArray());
        socket.getOutputStream().write(packet.toByteArray());
        expect(socket, CONNACK_BYTES);
        return socket;
    }

    private Socket open() throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private byte[] noise() {
        byte[] noise = new byte[1 + random.nextInt(MOST_NOISE)];
        random.nextBytes(noise);
        return noise;
    }

    /** The server may have closed the connection before all is sent. */
    private static void send(Socket socket, byte[] bytes) throws IOException {
        try {
            socket.getOutputStream().write(bytes);
        } catch (SocketException closed) {
            // As it should.
        }
    }

    private static void expect(Socket socket, int bytes) throws IOException {
        InputStream in = socket.getInputStream();
        if (in.readNBytes(bytes).length < bytes) {
            throw new IOException("the server closed the connection instead of answering");
        }
    }
}
