/** Tests of the package of the same name. */
@NullMarked
package io.citywatch.jobs.alarms.aggregate;

import org.jspecify.annotations.NullMarked;
