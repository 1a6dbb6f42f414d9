package io.citywatch.telemetry.credentials;

import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The rights of what nobody but its owner may see. */
public final class OwnerOnly {
    /** Of a new file. */
    public static final FileAttribute<Set<PosixFilePermission>> FILE = attribute("rw-------");

    /** Of a new folder. */
    public static final FileAttribute<Set<PosixFilePermission>> FOLDER = attribute("rwx------");

    private OwnerOnly() {}

    private static FileAttribute<Set<PosixFilePermission>> attribute(String rights) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights));
    }
}
