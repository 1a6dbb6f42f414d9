package io.citywatch.outward.receiver;

/** The receivers' file can't be used; the message names the place and what is wrong there. */
public final class ReceiversException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ReceiversException(String message) {
        super(message);
    }
}
