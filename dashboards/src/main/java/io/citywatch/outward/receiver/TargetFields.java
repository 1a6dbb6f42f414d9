package io.citywatch.outward.receiver;

import io.citywatch.outward.receiver.Receiver.Target;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads where a receiver is. */
final class TargetFields {
    private static final Set<String> SCHEMES = Set.of("http", "https");

    private TargetFields() {}

    static Target read(Fields part, ReceiverType type, Secrets secrets) {
        String url = part.needText("url");
        Secret token = secret(part, "token", secrets);
        Secret authorization = secret(part, "authorization", secrets);
        if (type.isChat() && authorization != null) {
            throw part.wrong("authorization", "a robot takes none");
        }
        if (url.contains(Receiver.TOKEN) != (token != null)) {
            throw part.wrong("token", "it is needed where the url holds {token}, and only there");
        }
        if (type.isChat() && token == null) {
            throw part.wrong(
                    "url",
                    "a robot's address is secret in part: write {token} in place of its token, key or"
                            + " last segment, and name that in 'token'");
        }
        if (token != null && !token.reveal().matches("[A-Za-z0-9._~-]+")) {
            throw part.wrong("token", "it holds characters that can't stand in an address");
        }
        check(part, url);
        Secret secret = secret(part, "secret", secrets);
        if (type == ReceiverType.WECOM && secret != null) {
            throw part.wrong("secret", "WeCom's robots sign nothing");
        }
        if (type == ReceiverType.WEBHOOK && secret == null) {
            throw part.wrong("secret", "it is missing; a webhook is always signed");
        }
        return new Target(url, token, secret, authorization);
    }

    private static void check(Fields part, String url) {
        URI uri;
        try {
            uri = URI.create(url.replace(Receiver.TOKEN, "token"));
        } catch (IllegalArgumentException e) {
            throw part.wrong("url", "it is not a URL");
        }
        if (uri.getScheme() == null || !SCHEMES.contains(uri.getScheme()) || uri.getHost() == null) {
            throw part.wrong("url", "a URL that begins with http:// or https:// and a host is expected");
        }
        if (uri.getUserInfo() != null) {
            throw part.wrong("url", "it holds a password; use 'authorization'");
        }
        if (uri.getFragment() != null) {
            throw part.wrong("url", "a part after # is never sent");
        }
    }

    private static @Nullable Secret secret(Fields part, String name, Secrets secrets) {
        String reference = part.text(name);
        try {
            return reference == null ? null : secrets.get(reference);
        } catch (IllegalArgumentException e) {
            throw part.wrong(name, String.valueOf(e.getMessage()));
        }
    }
}
