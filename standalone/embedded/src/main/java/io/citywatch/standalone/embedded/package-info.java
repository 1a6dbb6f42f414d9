/**
 * The servers that the platform brings along on one machine: a Kafka broker in this JVM and InfluxDB as a child process, both
 * bound to loopback. Knows nothing of what is written to them.
 */
@NullMarked
package io.citywatch.standalone.embedded;

import org.jspecify.annotations.NullMarked;
