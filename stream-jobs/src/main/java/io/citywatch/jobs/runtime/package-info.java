/** How jobs run: the settings of their environment and their options; knows Flink and no job. */
@NullMarked
package io.citywatch.jobs.runtime;

import org.jspecify.annotations.NullMarked;
