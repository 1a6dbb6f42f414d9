package io.citywatch.telemetry.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.citywatch.telemetry.command.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A command in the manner of ThingsBoard's device API: a call of a method, whose parameters are the command. */
public final class ThingsBoardCall {
    private static final JsonMapper MAPPER = new JsonMapper();

    private ThingsBoardCall() {}

    /**
     * The call that gives a command.
     *
     * @param json the command as it stands in the log
     */
    public static byte[] of(Command command, byte[] json) {
        String text = new String(json, StandardCharsets.UTF_8);
        return ("{\"method\":\"" + command.command().text() + "\",\"params\":" + text + '}')
                .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The command that a call gives.
     *
     * @throws IOException when it gives none
     */
    public static Command command(byte[] call) throws IOException {
        JsonNode params = MAPPER.readTree(call).path("params");
        return LogJson.command(MAPPER.writeValueAsBytes(params));
    }
}
