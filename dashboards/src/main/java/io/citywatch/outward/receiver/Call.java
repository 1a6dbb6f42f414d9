package io.citywatch.outward.receiver;

import java.net.URI;
import java.util.Map;

/**
 * A POST to a receiver. It shows neither its address nor its headers, which may hold secrets.
 *
 * @param address where it goes
 * @param headers its headers
 * @param body its body
 */
public record Call(URI address, Map<String, String> headers, byte[] body) {
    public Call {
        headers = Map.copyOf(headers);
    }

    @Override
    public String toString() {
        return "Call[" + body.length + " bytes]";
    }
}
