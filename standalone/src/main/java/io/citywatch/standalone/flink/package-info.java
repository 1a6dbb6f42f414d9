/** Flink in this process: the mini cluster, and where its jobs go on after a restart. */
@NullMarked
package io.citywatch.standalone.flink;

import org.jspecify.annotations.NullMarked;
