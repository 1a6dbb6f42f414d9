/** All parts of the platform in one process, started and stopped in the right order; knows every part. */
@NullMarked
package io.citywatch.standalone.platform;

import org.jspecify.annotations.NullMarked;
