package io.citywatch.console.stream;

import com.linecorp.armeria.common.HttpData;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * One server-sent event, as it goes over the wire; made once and sent to everybody.
 *
 * @param name the event's name
 * @param data its bytes on the wire
 */
public record ServerEvent(String name, HttpData data) {
    private static final byte[] END = {'\n', '\n'};

    /**
     * An event of that name.
     *
     * @param json one line of JSON
     */
    public static ServerEvent of(String name, byte[] json) {
        byte[] head = ("event: " + name + "\ndata: ").getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(head.length + json.length + END.length);
        bytes.writeBytes(head);
        bytes.writeBytes(json);
        bytes.writeBytes(END);
        return new ServerEvent(name, HttpData.wrap(bytes.toByteArray()));
    }
}
