package io.citywatch.telemetry.codec;

import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.rejected.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** What a payload has become, a line for each message and each rejection, as golden files have it. */
public final class DecodedLines {
    private DecodedLines() {}

    public static List<String> of(Decoded decoded) {
        return Stream.concat(
                        decoded.messages().stream().map(DecodedLines::line),
                        decoded.rejections().stream().map(DecodedLines::line))
                .toList();
    }

    /** A birth stands as JSON, which leaves out what is not said: it has many fields, and more with time. */
    private static String line(DeviceMessage message) {
        return message instanceof Birth birth
                ? "Birth " + new String(DeviceMessageEncoder.encode(birth), StandardCharsets.UTF_8)
                : message.toString();
    }

    /** Without the list of fields that are known. */
    private static String line(Rejection rejection) {
        return "! " + rejection.reason() + " " + rejection.detail().replaceFirst("; known are .*", "");
    }
}
