package io.citywatch.standalone.embedded;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The write-ahead log of an InfluxDB 1 that does not run, mended where a kill or a crash left it in the midst of an entry.
 *
 * <p>influxd cuts such a rest off by itself when it starts, but goes on writing where the rest ended. Between the two stands a
 * hole of zeros from then on, at which its next start takes the log to be broken once more: all that it had taken and confirmed
 * since is gone without a word. So the rest is cut off before influxd sees it, and what stands behind a hole is moved up to it.
 *
 * <p>The log has a folder for each shard and in it segments, {@code _00001.wal} and so on, of some 10 MiB. Each is a row of
 * entries: a byte for the type (1 points, 2 and 3 deletions), four for the length, the most significant first, and so many bytes.
 */
final class InfluxdWriteLog {
    private static final Logger log = LoggerFactory.getLogger(InfluxdWriteLog.class);

    private static final String SEGMENTS = "glob:**/_*.wal";
    private static final int HEADER_BYTES = 5;
    private static final int LAST_TYPE = 3;
    private static final int BLOCK_BYTES = 64 * 1024;

    private InfluxdWriteLog() {}

    /**
     * Mends all segments in the folder and below it; does nothing where there is none.
     *
     * @throws IOException when a segment can't be read or written; those before it are mended
     */
    static void mend(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> segments;
        try (Stream<Path> files = Files.walk(folder)) {
            segments = files.filter(folder.getFileSystem().getPathMatcher(SEGMENTS)::matches)
                    .sorted()
                    .toList();
        }
        for (Path segment : segments) {
            mendSegment(segment);
        }
    }

    private static void mendSegment(Path segment) throws IOException {
        Path mended = segment.resolveSibling(segment.getFileName() + ".mended");
        try (FileChannel file = FileChannel.open(segment, StandardOpenOption.READ)) {
            List<Span> whole = wholeEntries(file);
            long kept = whole.stream().mapToLong(Span::length).sum();
            if (kept == file.size()) {
                return;
            }
            copy(file, whole, mended);
            log.atWarn()
                    .addKeyValue("segment", segment)
                    .addKeyValue("bytes", file.size() - kept)
                    .log("InfluxDB was killed while it wrote; what is no whole entry of its write log is taken out");
        }
        Files.move(mended, segment, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Some entries in a row, by the first byte and the one behind the last. */
    private record Span(long from, long to) {
        long length() {
            return to - from;
        }
    }

    private static List<Span> wholeEntries(FileChannel file) throws IOException {
        List<Span> spans = new ArrayList<>();
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
        long size = file.size();
        long from = 0;
        long at = 0;
        while (size - at >= HEADER_BYTES) {
            read(file, header.clear(), at);
            int type = header.get(0);
            long end = at + HEADER_BYTES + Integer.toUnsignedLong(header.getInt(1));
            if (type == 0) {
                spans.add(new Span(from, at));
                at = endOfZeros(file, at);
                from = at;
            } else if (type < 0 || type > LAST_TYPE || end > size) {
                break;
            } else {
                at = end;
            }
        }
        spans.add(new Span(from, at));
        return spans;
    }

    private static long endOfZeros(FileChannel file, long from) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
        for (long at = from; at < file.size(); at += BLOCK_BYTES) {
            block.clear().limit((int) Math.min(BLOCK_BYTES, file.size() - at));
            read(file, block, at);
            for (int i = 0; i < block.limit(); i++) {
                if (block.get(i) != 0) {
                    return at + i;
                }
            }
        }
        return file.size();
    }

    private static void read(FileChannel file, ByteBuffer into, long from) throws IOException {
        while (into.hasRemaining()) {
            if (file.read(into, from + into.position()) < 0) {
                throw new EOFException("a segment became shorter while it was read");
            }
        }
    }

    private static void copy(FileChannel file, List<Span> spans, Path target) throws IOException {
        try (FileChannel copy = FileChannel.open(
                target, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            for (Span span : spans) {
                for (long at = span.from; at < span.to; ) {
                    at += file.transferTo(at, span.to - at, copy);
                }
            }
            copy.force(true);
        }
    }
}
