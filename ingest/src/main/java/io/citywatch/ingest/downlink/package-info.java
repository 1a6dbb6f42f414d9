/** What comes down from the log: alarms, which are retained, and commands, which wait for their device. */
@NullMarked
package io.citywatch.ingest.downlink;

import org.jspecify.annotations.NullMarked;
