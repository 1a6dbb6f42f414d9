/** Accepts connections: event loops, ports, and the one pipeline of handlers; knows {@code connection}. */
@NullMarked
package io.citywatch.ingest.server;

import org.jspecify.annotations.NullMarked;
