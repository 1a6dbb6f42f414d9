package io.citywatch.ingest;

import java.nio.file.Path;

/** The port for MQTT over TLS, 1.2 and 1.3. */
public record TlsOptions(
        @Setting(
                        key = "gateway.mqttsPort",
                        standard = "8883",
                        range = "0 to 65535",
                        text = "The port for MQTT over TLS; 0 takes any that is free.")
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
                Path privateKey) {
    public TlsOptions {
        SettingRange.check("gateway.mqttsPort", mqttsPort, 0, 65_535);
    }
}
