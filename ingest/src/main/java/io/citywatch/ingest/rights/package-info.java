/**
 * Who may publish and subscribe to what; decides by user names, topics and filters alone, and knows nothing of connections,
 * passwords or the log.
 */
@NullMarked
package io.citywatch.ingest.rights;

import org.jspecify.annotations.NullMarked;
