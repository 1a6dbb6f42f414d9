package io.citywatch.ingest.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.ingest.RawClient;
import java.io.IOException;
import java.util.HexFormat;

/** A client of bytes, written as hexadecimal digits with spaces for the reader; lengths are filled in. */
final class Wire implements AutoCloseable {
    private final RawClient client;

    Wire(int port) throws IOException {
        client = new RawClient(port);
    }

    /** A text with its length in front. */
    static String text(String text) {
        return "%04x".formatted(text.getBytes(UTF_8).length) + hex(text);
    }

    static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(UTF_8));
    }

    /** Properties with their length in front. */
    static String properties(String... properties) {
        String all = plain(String.join("", properties));
        return length(all) + all;
    }

    /** A packet: its first byte, its length, and the rest. */
    static String packet(String first, String... parts) {
        String body = plain(String.join("", parts));
        return first + length(body) + body;
    }

    private static String length(String body) {
        StringBuilder length = new StringBuilder();
        int rest = body.length() / 2;
        do {
            length.append("%02x".formatted(rest > 127 ? rest % 128 | 0x80 : rest));
            rest /= 128;
        } while (rest > 0);
        return length.toString();
    }

    private static String plain(String hex) {
        return hex.replace(" ", "");
    }

    /** Sends a packet. */
    Wire send(String first, String... parts) throws IOException {
        return sendBytes(packet(first, parts));
    }

    /** Sends bytes as they are. */
    Wire sendBytes(String hex) throws IOException {
        client.send(HexFormat.of().parseHex(plain(hex)));
        return this;
    }

    /** CONNECT of version 5, keep-alive 60 s; the payload comes from the caller. */
    Wire connect5(String flags, String properties, String... payload) throws IOException {
        return send("10", "0004 4d515454 05", flags, "003c", properties(properties), String.join("", payload));
    }

    /** SUBSCRIBE of version 5 without properties. */
    Wire subscribe5(String filter, String options) throws IOException {
        send("82", "0009 00", text(filter), options);
        expect("90", "0009 00", "%02x".formatted(Integer.parseInt(options, 16) & 3));
        return this;
    }

    /** The next packet. */
    String heard() throws IOException {
        return HexFormat.of().formatHex(client.readPacket());
    }

    /** The next packet is this one. */
    void expect(String first, String... parts) throws IOException {
        assertThat(heard()).isEqualTo(packet(first, parts));
    }

    /** The next packet is a CONNACK that lets the client in. */
    void expectAccepted() throws IOException {
        assertThat(heard()).startsWith("20").matches("20..0[01]00.*");
    }

    /** Nothing was sent to the client since: the answer to a ping is next. */
    void expectNothing() throws IOException {
        send("c0");
        expect("d0");
    }

    /** The connection ends, after these bytes. */
    void expectEnd(String lastWord) throws IOException {
        assertThat(HexFormat.of().formatHex(client.readToEnd())).isEqualTo(plain(lastWord));
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
