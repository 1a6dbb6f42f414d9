/** What the jobs' tests share: records of the uplink as the gateway writes them. */
@NullMarked
package io.citywatch.jobs.testkit;

import org.jspecify.annotations.NullMarked;
