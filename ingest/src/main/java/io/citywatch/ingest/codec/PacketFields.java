package io.citywatch.ingest.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/**
 * Reads the fields of one packet (MQTT 5, 1.5), and never beyond its end. Every method throws a {@link PacketFault} when the
 * field is not as the standard has it.
 */
final class PacketFields {
    private static final int CONTINUES = 0x80;
    private static final int LOWER_BITS = 0x7F;
    private static final int BITS = 7;
    private static final int LONGEST_NUMBER = 4;

    /** Characters of one byte but U+0000. */
    private static final ByteProcessor PLAIN = value -> value > 0;

    private final ByteBuf in;
    private int end;

    PacketFields(ByteBuf in, int length) {
        this.in = in;
        this.end = in.readerIndex() + length;
    }

    int left() {
        return end - in.readerIndex();
    }

    /** Reads from here on no further than so many bytes; gives the end that held before, for {@link #widen}. */
    int narrow(int length) {
        need(length);
        int before = end;
        end = in.readerIndex() + length;
        return before;
    }

    void widen(int before) {
        end = before;
    }

    int oneByte() {
        need(1);
        return in.readUnsignedByte();
    }

    int twoBytes() {
        need(2);
        return in.readUnsignedShort();
    }

    int fourBytes() {
        need(Integer.BYTES);
        return in.readInt();
    }

    /** A packet identifier, which is never 0 (MQTT-2.2.1-3). */
    int packetId() {
        int packetId = twoBytes();
        if (packetId == 0) {
            throw PacketFault.malformed("packet identifier 0");
        }
        return packetId;
    }

    /** A number of one to four bytes, in as few as it takes (MQTT-1.5.5-1). */
    int variableByteInteger() {
        int value = 0;
        for (int i = 0; i < LONGEST_NUMBER; i++) {
            int next = oneByte();
            value |= (next & LOWER_BITS) << (BITS * i);
            if ((next & CONTINUES) == 0) {
                if (next == 0 && i > 0) {
                    throw PacketFault.malformed("a number in more bytes than it takes");
                }
                return value;
            }
        }
        throw PacketFault.malformed("a number of more than four bytes");
    }

    byte[] binary() {
        byte[] bytes = new byte[length()];
        in.readBytes(bytes);
        return bytes;
    }

    /** The UTF-8 of a topic to which a message is published: a text without wildcards (MQTT-3.3.2-2). */
    byte[] topicName() {
        byte[] topic = binary();
        boolean isPlain = true;
        for (byte next : topic) {
            if (next == '+' || next == '#') {
                throw PacketFault.malformed("a wildcard in a topic name");
            }
            isPlain &= next > 0;
        }
        if (!isPlain) {
            decoded(ByteBuffer.wrap(topic));
        }
        return topic;
    }

    /** A text: well-formed UTF-8, without surrogates and without U+0000 (MQTT-1.5.4-1, MQTT-1.5.4-2). */
    String text() {
        int length = length();
        int start = in.readerIndex();
        in.skipBytes(length);
        // Nearly all texts are plain, for which one look at each byte is enough.
        if (in.forEachByte(start, length, PLAIN) < 0) {
            return in.toString(start, length, US_ASCII);
        }
        return decoded(in.nioBuffer(start, length));
    }

    private static String decoded(ByteBuffer bytes) {
        String text;
        try {
            text = UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw PacketFault.malformed("a text that is not UTF-8");
        }
        if (text.indexOf('\0') >= 0) {
            throw PacketFault.malformed("U+0000 in a text");
        }
        return text;
    }

    /** All that is left. */
    byte[] rest() {
        byte[] bytes = new byte[left()];
        in.readBytes(bytes);
        return bytes;
    }

    /** Nothing comes after the last field. */
    void end() {
        if (left() > 0) {
            throw PacketFault.malformed("bytes behind the last field");
        }
    }

    private int length() {
        int length = twoBytes();
        need(length);
        return length;
    }

    private void need(int bytes) {
        if (left() < bytes) {
            throw PacketFault.malformed("a field that ends behind its packet");
        }
    }
}
