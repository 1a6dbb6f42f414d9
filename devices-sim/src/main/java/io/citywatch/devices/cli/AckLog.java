package io.citywatch.devices.cli;

import io.citywatch.devices.AckListener;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what was acknowledged, a line {@code device,channel,t} for each message, so that it can be compared with what the
 * platform has kept. Each line reaches the system before the next acknowledgement is handled. Thread-safe.
 */
final class AckLog implements AckListener, AutoCloseable {
    private final BufferedWriter out;
    private @Nullable IOException failure;

    AckLog(Path file) throws IOException {
        out = Files.newBufferedWriter(file);
    }

    @Override
    public synchronized void acknowledged(DeviceAddress from, Channel channel, long t) {
        if (failure != null) {
            return;
        }
        try {
            out.write(from.device() + ',' + channel.level() + ',' + t + '\n');
            out.flush();
        } catch (IOException e) {
            failure = e;
        }
    }

    /** Closes the file; tells now what went wrong with it, since an acknowledgement could not. */
    @Override
    public synchronized void close() {
        try {
            if (failure != null) {
                throw failure;
            }
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the acknowledgements could not be written down", e);
        }
    }
}
