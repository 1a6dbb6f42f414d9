/**
 * Makes packets of the bytes that clients send, and turns away what the standards do not allow; knows nothing of the rest of
 * the gateway.
 */
@NullMarked
package io.citywatch.ingest.codec;

import org.jspecify.annotations.NullMarked;
