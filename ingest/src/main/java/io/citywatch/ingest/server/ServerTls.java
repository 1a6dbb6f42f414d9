package io.citywatch.ingest.server;

import io.citywatch.ingest.TlsOptions;
import io.citywatch.telemetry.credentials.CertifiedKey;
import io.citywatch.telemetry.credentials.WatchedFiles;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway's side of TLS, 1.2 and 1.3: its certificate, and the authorities whose client certificates it takes.
 *
 * <p>The files are read anew when they change; new connections get what was read last. Files that can't be used leave all as
 * it was. Thread-safe.
 */
public final class ServerTls {
    private static final Logger log = LoggerFactory.getLogger(ServerTls.class);

    private final TlsOptions options;
    private final WatchedFiles<SslContext> files;

    private ServerTls(TlsOptions options) throws IOException {
        this.options = options;
        this.files = new WatchedFiles<>(options.files(), inUse -> context(options), ServerTls::warn);
    }

    /**
     * Reads the files.
     *
     * @throws IOException when one of them can't be read, the certificate is not valid today, or the key is not its own; the
     *     message names them
     */
    public static ServerTls load(TlsOptions options) throws IOException {
        return new ServerTls(options);
    }

    /** What new connections use. */
    SslContext context() {
        return files.inUse();
    }

    /** Reads the files again if one has changed. By one thread at a time. */
    public void reload() {
        if (files.reload()) {
            log.atInfo().addKeyValue("certificate", options.certificateChain()).log("certificates were read anew");
        }
    }

    private static void warn(String reason) {
        log.atWarn()
                .addKeyValue("reason", reason)
                .log("certificates have changed but can't be used; the old ones hold");
    }

    private static SslContext context(TlsOptions options) throws IOException {
        Path chain = options.certificateChain();
        CertifiedKey certificate = CertifiedKey.read(chain, options.privateKey());
        SslContextBuilder builder = SslContextBuilder.forServer(certificate.key(), certificate.chain())
                .protocols("TLSv1.3", "TLSv1.2");
        if (options.clientAuthorities() != null) {
            builder.trustManager(CertifiedKey.chain(options.clientAuthorities()))
                    .clientAuth(ClientAuth.OPTIONAL);
        }
        try {
            return builder.build();
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException(
                    "TLS can't be offered with the certificate " + chain + " and the key " + options.privateKey() + ": "
                            + e.getMessage(),
                    e);
        }
    }
}
