/** How what the alarm job remembers is written to checkpoints; knows what is remembered, and no logic. */
@NullMarked
package io.citywatch.jobs.alarms.state;

import org.jspecify.annotations.NullMarked;
