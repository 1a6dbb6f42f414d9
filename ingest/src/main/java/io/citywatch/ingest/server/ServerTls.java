package io.citywatch.ingest.server;

import io.citywatch.ingest.TlsOptions;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLException;

/** The gateway's side of TLS. */
public final class ServerTls {
    private ServerTls() {}

    /**
     * Reads the certificate and its key; TLS 1.2 and 1.3 are spoken with them.
     *
     * @throws IOException when one of the files can't be read or they do not make a pair; the message names them
     */
    public static SslContext load(TlsOptions options) throws IOException {
        requireReadable(options.certificateChain());
        requireReadable(options.privateKey());
        try {
            return SslContextBuilder.forServer(
                            options.certificateChain().toFile(),
                            options.privateKey().toFile())
                    .protocols("TLSv1.3", "TLSv1.2")
                    .build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new IOException(
                    "TLS can't be offered with the certificate " + options.certificateChain() + " and the key "
                            + options.privateKey() + ": " + e.getMessage(),
                    e);
        }
    }

    private static void requireReadable(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException("the file " + file + " for TLS can't be read");
        }
    }
}
