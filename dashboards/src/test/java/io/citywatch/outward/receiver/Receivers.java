package io.citywatch.outward.receiver;

import io.citywatch.outward.receiver.Receiver.Target;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes receivers without a file. */
public final class Receivers {
    private Receivers() {}

    public static Receiver receiver(String type, String url, @Nullable String token, @Nullable String secret) {
        ReceiverType known = Objects.requireNonNull(ReceiverType.ofText(type), type);
        return new Receiver(
                type,
                known,
                new Target(
                        url,
                        token == null ? null : new Secret(token),
                        secret == null ? null : new Secret(secret),
                        null),
                Filter.ALL,
                known.isChat() ? Language.ZH : Language.BOTH,
                known.perMinute());
    }
}
