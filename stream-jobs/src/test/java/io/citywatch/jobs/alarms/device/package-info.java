/** Tests of what is decided about one device. */
@NullMarked
package io.citywatch.jobs.alarms.device;

import org.jspecify.annotations.NullMarked;
