package io.citywatch.ingest.codec;

/** What is wrong with a packet. It comes with each bad packet that a client sends, and so has no stack trace. */
public final class PacketFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** How it breaks the standard; the answer follows from it. */
    public enum Kind {
        /** Bytes that are no packet (MQTT 5, 1.2: "malformed packet"). */
        MALFORMED,
        /** A packet that is well-formed and against the protocol (MQTT 5, 1.2: "protocol error"). */
        PROTOCOL_ERROR,
        /** Longer than the server takes. */
        TOO_LARGE,
        /** A CONNECT of a protocol that the server does not speak. */
        UNKNOWN_PROTOCOL
    }

    private final Kind kind;

    private PacketFault(Kind kind, String text) {
        super(text, null, false, false);
        this.kind = kind;
    }

    static PacketFault malformed(String text) {
        return new PacketFault(Kind.MALFORMED, text);
    }

    static PacketFault protocolError(String text) {
        return new PacketFault(Kind.PROTOCOL_ERROR, text);
    }

    static PacketFault tooLarge(long bytes) {
        return new PacketFault(Kind.TOO_LARGE, bytes + " bytes");
    }

    static PacketFault unknownProtocol(String name, int level) {
        return new PacketFault(Kind.UNKNOWN_PROTOCOL, "'" + name + "' at level " + level);
    }

    public Kind kind() {
        return kind;
    }
}
