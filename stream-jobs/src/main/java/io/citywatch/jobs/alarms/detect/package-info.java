/** The detectors: small conditions on what one device says, each with its own state; knows only the shared language. */
@NullMarked
package io.citywatch.jobs.alarms.detect;

import org.jspecify.annotations.NullMarked;
