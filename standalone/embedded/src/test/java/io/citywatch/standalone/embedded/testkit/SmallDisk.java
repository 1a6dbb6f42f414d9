package io.citywatch.standalone.embedded.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A file system of its own, in memory, that can be filled to the last byte. A test without the right to mount is left out. */
public final class SmallDisk implements AutoCloseable {
    private final Path folder;
    private final List<String> asRoot;

    private SmallDisk(Path folder, List<String> asRoot) {
        this.folder = folder;
        this.asRoot = asRoot;
    }

    /** Mounts a disk of so many mebibytes. */
    public static SmallDisk mount(Path folder, int mebibytes) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        for (List<String> asRoot : List.of(List.<String>of(), List.of("sudo", "-n"))) {
            SmallDisk disk = new SmallDisk(folder, asRoot);
            if (disk.ran(
                    "mount", "-t", "tmpfs", "-o", "mode=777,size=" + mebibytes + "m", "tmpfs", folder.toString())) {
                return disk;
            }
        }
        assumeTrue(false, "no right to mount a file system");
        throw new IllegalStateException("assumed");
    }

    public Path folder() {
        return folder;
    }

    /** Leaves no room. */
    public void fill() {
        fill(0);
    }

    /** Leaves so many mebibytes, a page more or less. */
    public void fill(int mebibytesLeft) {
        byte[] block = new byte[4096];
        long left = (long) mebibytesLeft << 20;
        try (OutputStream balloon = Files.newOutputStream(balloon())) {
            while (left == 0 || folder.toFile().getUsableSpace() > left) {
                balloon.write(block);
            }
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).contains("No space left")) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Gives the room back. */
    public void free() throws IOException {
        Files.delete(balloon());
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (!ran("umount", "--lazy", folder.toString())) {
            throw new IOException(folder + " can't be unmounted");
        }
    }

    private Path balloon() {
        return folder.resolve("balloon");
    }

    private boolean ran(String... command) throws InterruptedException {
        try {
            List<String> whole =
                    Stream.concat(asRoot.stream(), Stream.of(command)).toList();
            return new ProcessBuilder(whole).redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
