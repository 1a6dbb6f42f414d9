package io.citywatch.ingest.conformance;

import io.citywatch.ingest.AccessOptions;
import io.citywatch.ingest.RateOptions;
import io.citywatch.ingest.TestGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** One gateway with open topics for all classes of the suite; each test has client identifiers and topics of its own. */
final class OpenGateway implements BeforeAllCallback {
    private static final AtomicInteger NAMES = new AtomicInteger();

    private @Nullable TestGateway gateway;

    @Override
    public void beforeAll(ExtensionContext context) {
        gateway = context.getRoot()
                .getStore(Namespace.create(OpenGateway.class))
                .getOrComputeIfAbsent(Shared.class, type -> new Shared(), Shared.class)
                .gateway;
    }

    TestGateway gateway() {
        if (gateway == null) {
            throw new IllegalStateException("not started");
        }
        return gateway;
    }

    int port() {
        return gateway().port();
    }

    String uri() {
        return "tcp://127.0.0.1:" + port();
    }

    /** A name that no other test has. */
    static String name() {
        return "t" + NAMES.incrementAndGet();
    }

    /** A client that has opened a connection and said nothing. */
    Wire open() throws IOException {
        return new Wire(port());
    }

    /** A 3.1.1 client with a clean session. */
    Wire version3(String clientId) throws IOException {
        Wire wire = open().send("10", "0004 4d515454 04 02 003c", Wire.text(clientId));
        wire.expect("20", "0000");
        return wire;
    }

    /** A version 5 client with a clean start. */
    Wire version5(String clientId) throws IOException {
        return version5(clientId, "");
    }

    /** A version 5 client with a clean start and properties. */
    Wire version5(String clientId, String properties) throws IOException {
        return version5(clientId, "02", properties);
    }

    /** A version 5 client with these flags and properties, but without will. */
    Wire version5(String clientId, String flags, String properties) throws IOException {
        Wire wire = open().connect5(flags, properties, Wire.text(clientId));
        wire.expectAccepted();
        return wire;
    }

    /** Closed when all classes are through. */
    private static final class Shared implements AutoCloseable {
        private final Path folder;
        private final TestGateway gateway;

        Shared() {
            try {
                folder = Files.createTempDirectory("conformance");
                gateway = TestGateway.start(
                        folder,
                        options -> options.withAccess(
                                new AccessOptions(folder.resolve("keys"), RateOptions.unlimited(), true)));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() throws IOException {
            gateway.close();
            Utils.delete(folder.toFile());
        }
    }
}
