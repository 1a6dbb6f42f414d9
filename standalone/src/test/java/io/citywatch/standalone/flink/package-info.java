/** Tests of Flink in this process. */
@NullMarked
package io.citywatch.standalone.flink;

import org.jspecify.annotations.NullMarked;
