/** What the gateway counts; knows nothing of the rest of it. */
@NullMarked
package io.citywatch.ingest.metrics;

import org.jspecify.annotations.NullMarked;
