package io.citywatch.ingest.codec;

import io.netty.buffer.ByteBufUtil;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Packets that a client may send, well-formed, mutated, or no packets at all. Spaces between digits are for the reader. */
public final class PacketStream {
    /** Packets of version 3.1.1, after the CONNECT. */
    private static final List<byte[]> VERSION_3 = packets(
            "30 25 0022 6369747977617463682f76312f3431303831312f6761732f646576312f6576656e74 7b",
            "32 27 0022 6369747977617463682f76312f3431303831312f6761732f646576312f6576656e74 0001 7b",
            "34 27 0022 6369747977617463682f76312f3431303831312f6761732f646576312f6576656e74 0002 7b",
            "30 03 0001 61",
            "40 02 0001",
            "50 02 0001",
            "62 02 0002",
            "70 02 0001",
            "82 10 0003 000b 6369747977617463682f23 00",
            "82 0a 0004 0001 61 01 0001 62 02",
            "a2 05 0005 0001 61",
            "c0 00",
            "e0 00");

    /** Packets of version 5, after the CONNECT. */
    private static final List<byte[]> VERSION_5 = packets(
            "30 26 0022 6369747977617463682f76312f3431303831312f6761732f646576312f6576656e74 00 7b",
            "32 2b 0022 6369747977617463682f76312f3431303831312f6761732f646576312f6576656e74 0001 03 23 0001 7b",
            "34 37 0022 6369747977617463682f76312f3431303831312f6761732f646576312f6576656e74 0002 0f 01 01 03 0001 74 09 0001 ff 02 0000003c 7b",
            "30 07 0000 03 23 0001 7b",
            "34 12 0001 61 0009 0b 08 0001 72 26 0001 6b 0001 76 7b",
            "40 04 0001 10 00",
            "50 03 0001 00",
            "50 02 0001",
            "62 0a 0002 00 06 1f 0003 616263",
            "70 03 0001 92",
            "82 13 0003 02 0b 05 000b 6369747977617463682f23 2d",
            "82 07 0004 00 0001 61 1c",
            "a2 0d 0005 07 26 0001 6b 0001 76 0001 61",
            "c0 00",
            "e0 00",
            "e0 07 04 05 11 0000003c",
            "f0 00");

    private PacketStream() {}

    /** A well-formed packet of that version. */
    public static byte[] wellFormed(Random random, boolean isVersion5) {
        List<byte[]> all = isVersion5 ? VERSION_5 : VERSION_3;
        return all.get(random.nextInt(all.size()));
    }

    /** A stream of so many packets, of which about one in eight has mistakes. */
    public static byte[] mutated(Random random, boolean isVersion5, int packets) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (int i = 0; i < packets; i++) {
            byte[] packet = wellFormed(random, isVersion5);
            stream.writeBytes(random.nextInt(8) == 0 ? mutated(random, packet) : packet);
        }
        return stream.toByteArray();
    }

    /** The packet with one to three mistakes in it. */
    public static byte[] mutated(Random random, byte[] packet) {
        byte[] mutant = packet.clone();
        for (int mistakes = 1 + random.nextInt(3); mistakes > 0 && mutant.length > 0; mistakes--) {
            int at = random.nextInt(mutant.length);
            switch (random.nextInt(6)) {
                case 0 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> mutant[at] = (byte) random.nextInt(256);
                case 2 -> mutant[at] = (byte) (random.nextBoolean() ? 0xFF : 0);
                case 3 -> mutant = Arrays.copyOf(mutant, at);
                case 4 -> mutant = inserted(mutant, at, (byte) random.nextInt(256));
                default -> {
                    mutant = inserted(mutant, at, mutant[random.nextInt(mutant.length)]);
                    if (mutant.length > 1) {
                        // So that the packet still ends where it says, and what is inside gets looked at.
                        mutant[1]++;
                    }
                }
            }
        }
        return mutant;
    }

    /** Bytes of no meaning. */
    public static byte[] noise(Random random) {
        byte[] noise = new byte[random.nextInt(64)];
        random.nextBytes(noise);
        return noise;
    }

    private static byte[] inserted(byte[] bytes, int at, byte added) {
        byte[] longer = new byte[bytes.length + 1];
        System.arraycopy(bytes, 0, longer, 0, at);
        longer[at] = added;
        System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
        return longer;
    }

    private static List<byte[]> packets(String... hex) {
        return Arrays.stream(hex)
                .map(packet -> ByteBufUtil.decodeHexDump(packet.replace(" ", "")))
                .toList();
    }
}
