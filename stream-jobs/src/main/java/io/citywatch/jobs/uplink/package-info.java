/**
 * The uplink as a stream: the source of the log's records, decoded, and the time that its ticks tell; knows no job.
 */
@NullMarked
package io.citywatch.jobs.uplink;

import org.jspecify.annotations.NullMarked;
