package io.citywatch.outward.receiver;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Somebody outside who is told of alarms.
 *
 * @param id its name, unique in the file; its place in the log is kept under it
 * @param type what it understands
 * @param target where it is
 * @param filter what it wants to be told
 * @param language in which language
 * @param perMinute how many requests a minute it gets at most
 */
public record Receiver(String id, ReceiverType type, Target target, Filter filter, Language language, int perMinute) {
    /** Where the token stands in an address. */
    static final String TOKEN = "{token}";

    /**
     * Where a receiver is, and what is needed to speak to it.
     *
     * @param url its address, in which {@code {token}} stands for the token
     * @param token the part of the address that is secret
     * @param secret what messages are signed with
     * @param authorization the value of the header {@code authorization}
     */
    public record Target(String url, @Nullable Secret token, @Nullable Secret secret, @Nullable Secret authorization) {
        /** The whole address. It may hold a secret, so it is never logged. */
        public URI address() {
            return URI.create(token == null ? url : url.replace(TOKEN, token.reveal()));
        }

        /** The host alone, for logs and people. */
        public String host() {
            URI uri = URI.create(url.replace(TOKEN, "token"));
            return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ':' + uri.getPort();
        }
    }
}
