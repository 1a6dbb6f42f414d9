package io.citywatch.telemetry.rejected;

/**
 * One thing that was wrong with a message.
 *
 * @param reason the class of the error
 * @param detail the place and what is wrong there, for an engineer
 */
public record Rejection(RejectReason reason, String detail) {
    private static final int MAX_DETAIL = 300;

    public Rejection {
        if (detail.length() > MAX_DETAIL) {
            detail = detail.substring(0, MAX_DETAIL) + "…";
        }
    }
}
