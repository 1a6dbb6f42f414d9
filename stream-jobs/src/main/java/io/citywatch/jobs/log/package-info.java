/** The log's topics as sources and sinks of the jobs; knows Kafka's connector and no job. */
@NullMarked
package io.citywatch.jobs.log;

import org.jspecify.annotations.NullMarked;
