/** Tests of the package of the same name. */
@NullMarked
package io.citywatch.jobs.alarms.group;

import org.jspecify.annotations.NullMarked;
