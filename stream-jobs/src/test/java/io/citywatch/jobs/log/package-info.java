/** Tests of what goes to the log and comes from it. */
@NullMarked
package io.citywatch.jobs.log;

import org.jspecify.annotations.NullMarked;
