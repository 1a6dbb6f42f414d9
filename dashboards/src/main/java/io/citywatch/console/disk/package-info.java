/** What the console is told of the log's disk, where it runs on the same machine. Knows nothing of who looks at it. */
@NullMarked
package io.citywatch.console.disk;

import org.jspecify.annotations.NullMarked;
