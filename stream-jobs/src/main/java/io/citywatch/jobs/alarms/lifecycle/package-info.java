/** The life of an alarm by ISA-18.2: states, causes, and what comes of each; knows only the shared language. */
@NullMarked
package io.citywatch.jobs.alarms.lifecycle;

import org.jspecify.annotations.NullMarked;
