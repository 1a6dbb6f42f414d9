/** Tests of the alarm job. */
@NullMarked
package io.citywatch.jobs.alarms;

import org.jspecify.annotations.NullMarked;
