/** HiveMQ CE in a process of its own; knows nothing of citywatch, and citywatch nothing of it. */
@NullMarked
package io.citywatch.benchmarks.hivemq;

import org.jspecify.annotations.NullMarked;
