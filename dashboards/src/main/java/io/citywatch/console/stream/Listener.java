package io.citywatch.console.stream;

import java.util.function.BooleanSupplier;

/**
 * Who reads a stream.
 *
 * @param principal whose streams are counted together
 * @param mayListen whether he still may
 */
public record Listener(String principal, BooleanSupplier mayListen) {}
