package io.citywatch.ingest.server;

import io.citywatch.ingest.TlsOptions;
import io.citywatch.telemetry.credentials.CertifiedKey;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
    private volatile Loaded loaded;
    /** What was wrong with the files at the last look, so that it is said once. Used by who reloads only. */
    private @Nullable String problem;

    private ServerTls(TlsOptions options, Loaded loaded) {
        this.options = options;
        this.loaded = loaded;
    }

    /**
     * Reads the files.
     *
     * @throws IOException when one of them can't be read, the certificate is not valid today, or the key is not its own; the
     *     message names them
     */
    public static ServerTls load(TlsOptions options) throws IOException {
        return new ServerTls(options, Loaded.read(options));
    }

    /** What new connections use. */
    SslContext context() {
        return loaded.context;
    }

    /** Reads the files again if one has changed. By one thread at a time. */
    public void reload() {
        try {
            if (Loaded.stamps(options).equals(loaded.stamps)) {
                problem = null;
                return;
            }
            loaded = Loaded.read(options);
            problem = null;
            log.atInfo().addKeyValue("certificate", options.certificateChain()).log("certificates were read anew");
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).equals(problem)) {
                problem = String.valueOf(e.getMessage());
                log.atWarn()
                        .addKeyValue("reason", problem)
                        .log("certificates have changed but can't be used; the old ones hold");
            }
        }
    }

    private record Loaded(SslContext context, List<FileTime> stamps) {
        static Loaded read(TlsOptions options) throws IOException {
            // The stamps first: a change while reading is then noticed at the next look.
            List<FileTime> stamps = stamps(options);
            Path chain = options.certificateChain();
            CertifiedKey certificate = CertifiedKey.read(chain, options.privateKey());
            Path authorities = options.clientAuthorities();
            try {
                SslContextBuilder builder = SslContextBuilder.forServer(certificate.key(), certificate.chain())
                        .protocols("TLSv1.3", "TLSv1.2");
                if (authorities != null) {
                    builder.trustManager(CertifiedKey.chain(authorities)).clientAuth(ClientAuth.OPTIONAL);
                }
                return new Loaded(builder.build(), stamps);
            } catch (IOException | IllegalArgumentException e) {
                throw new IOException(
                        "TLS can't be offered with the certificate " + chain + " and the key " + options.privateKey()
                                + ": " + e.getMessage(),
                        e);
            }
        }

        static List<FileTime> stamps(TlsOptions options) throws IOException {
            List<FileTime> stamps = new ArrayList<>(3);
            for (Path file : options.files()) {
                if (!Files.isReadable(file)) {
                    throw new IOException("the file " + file + " for TLS can't be read");
                }
                stamps.add(Files.getLastModifiedTime(file));
            }
            return stamps;
        }
    }
}
