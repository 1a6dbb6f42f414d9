package io.citywatch.ingest;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The port for MQTT and WebSocket over TLS, 1.2 and 1.3. The files are read anew when they change. */
public record TlsOptions(
        @Setting(
                        key = "gateway.mqttsPort",
                        standard = "8883",
                        range = "0 to 65535",
                        text = "The port for MQTT and WebSocket over TLS; 0 takes any that is free.")
                int mqttsPort,
        @Setting(
                        key = "gateway.certificateChain",
                        standard = "data/keys/mqtts.crt",
                        range = "a PEM file",
                        text = "The gateway's certificate and those between it and one that clients trust.")
                Path certificateChain,
        @Setting(
                        key = "gateway.privateKey",
                        standard = "data/keys/mqtts.key",
                        range = "a PEM file, PKCS #8, without a password",
                        text = "The private key of the certificate.")
                Path privateKey,
        @Setting(
                        key = "gateway.clientAuthorities",
                        standard = "",
                        range = "a PEM file; empty: clients show no certificates",
                        text = "The authorities that issue client certificates. The common name (CN) in one is the user"
                                + " name, and no password is needed.")
                @Nullable
                Path clientAuthorities) {
    public TlsOptions {
        SettingRange.check("gateway.mqttsPort", mqttsPort, 0, 65_535);
    }

    /** The files that are to be watched. */
    public List<Path> files() {
        return Stream.of(certificateChain, privateKey, clientAuthorities)
                .filter(Objects::nonNull)
                .toList();
    }
}
