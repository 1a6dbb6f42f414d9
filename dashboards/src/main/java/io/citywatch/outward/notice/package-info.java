/** What the outside is told of an alarm: one transition, with a stable id; knows telemetry only. */
@NullMarked
package io.citywatch.outward.notice;

import org.jspecify.annotations.NullMarked;
