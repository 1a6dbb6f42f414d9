package io.citywatch.outward.webhook;

import io.citywatch.outward.receiver.HmacSha256;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The signature of a webhook by Standard Webhooks: {@code v1,} and the Base64 of the HMAC-SHA256 of
 * {@code id.timestamp.body}.
 */
public final class WebhookSignature {
    /** Marks a secret whose rest is the key in Base64; any other secret is the key itself, in UTF-8. */
    private static final String PREFIX = "whsec_";

    private WebhookSignature() {}

    /**
     * The value of the header {@code webhook-signature}.
     *
     * @param seconds the value of {@code webhook-timestamp}, in seconds since 1970 UTC
     */
    public static String of(String secret, String id, long seconds, byte[] body) {
        byte[] head = (id + '.' + seconds + '.').getBytes(StandardCharsets.UTF_8);
        byte[] signed = new byte[head.length + body.length];
        System.arraycopy(head, 0, signed, 0, head.length);
        System.arraycopy(body, 0, signed, head.length, body.length);
        return "v1," + HmacSha256.base64(key(secret), signed);
    }

    private static byte[] key(String secret) {
        if (secret.startsWith(PREFIX)) {
            try {
                return Base64.getDecoder().decode(secret.substring(PREFIX.length()));
            } catch (IllegalArgumentException e) {
                // Some other secret that happens to begin like that.
                return secret.getBytes(StandardCharsets.UTF_8);
            }
        }
        return secret.getBytes(StandardCharsets.UTF_8);
    }
}
