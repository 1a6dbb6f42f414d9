package io.citywatch.telemetry.credentials;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret from which the password of every user name is derived:
 * {@code base64url(HMAC-SHA256(key, user name))}, without padding.
 *
 * <p>Thread-safe: each thread has its own {@link Mac}. The key never appears in {@link #toString}.
 */
public final class PasswordKey {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int MIN_BYTES = 16;
    private static final int GENERATED_BYTES = 32;

    private final ThreadLocal<Mac> mac;

    /**
     * A key of those bytes.
     *
     * @throws IllegalArgumentException when it is shorter than 16 bytes
     */
    public PasswordKey(byte[] key) {
        if (key.length < MIN_BYTES) {
            throw new IllegalArgumentException(
                    "a key of " + key.length + " bytes is too short, at least " + MIN_BYTES + " are needed");
        }
        SecretKeySpec spec = new SecretKeySpec(key, ALGORITHM);
        mac = ThreadLocal.withInitial(() -> newMac(spec));
    }

    /** The password of a user name. */
    public String password(String userName) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest(userName));
    }

    /** Whether the password is the user name's; takes the same time for every wrong password of the right length. */
    public boolean matches(String userName, byte[] password) {
        byte[] expected = Base64.getUrlEncoder().withoutPadding().encode(digest(userName));
        return MessageDigest.isEqual(expected, password);
    }

    private byte[] digest(String userName) {
        return mac.get().doFinal(userName.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads a key file: one line of base64url.
     *
     * @throws IOException when the file can't be read or holds no key; the message names the file
     */
    public static PasswordKey load(Path file) throws IOException {
        try {
            return new PasswordKey(
                    Base64.getUrlDecoder().decode(Files.readString(file).strip()));
        } catch (NoSuchFileException e) {
            throw new IOException("there is no key file " + file, e);
        } catch (CharacterCodingException | IllegalArgumentException e) {
            throw new IOException(
                    "the key file " + file + " does not hold a base64url key of at least " + MIN_BYTES + " bytes");
        }
    }

    /**
     * Reads a key file, after making it with a new random key if there is none. Only its owner may read it. Two processes
     * that do this at once end with the same key.
     */
    public static PasswordKey loadOrCreate(Path file) throws IOException {
        if (!Files.exists(file)) {
            create(file);
        }
        return load(file);
    }

    private static void create(Path file) throws IOException {
        byte[] key = new byte[GENERATED_BYTES];
        new SecureRandom().nextBytes(key);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(key) + "\n";
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder");
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, OwnerOnly.FOLDER);
        }
        Path draft = Files.createTempFile(folder, ".key", "", OwnerOnly.FILE);
        try {
            Files.writeString(draft, text, StandardOpenOption.TRUNCATE_EXISTING);
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            // Another process was quicker; its key holds.
            return;
        } finally {
            Files.delete(draft);
        }
    }

    private static Mac newMac(SecretKeySpec spec) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(spec);
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return "PasswordKey[secret]";
    }
}
