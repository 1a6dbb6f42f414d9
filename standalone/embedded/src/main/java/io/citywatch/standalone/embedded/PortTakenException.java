package io.citywatch.standalone.embedded;

/** Says that something else already listens on a port which one of our servers was told to use. */
public final class PortTakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int port;
    private final String purpose;

    public PortTakenException(int port, String purpose, Throwable cause) {
        super("Port %d, wanted for %s, is taken".formatted(port, purpose), cause);
        this.port = port;
        this.purpose = purpose;
    }

    public int port() {
        return port;
    }

    /** What the port was wanted for, as an operator would say it, for example {@code Kafka}. */
    public String purpose() {
        return purpose;
    }
}
