/** Tests of the dead letters. */
@NullMarked
package io.citywatch.standalone.rejected;

import org.jspecify.annotations.NullMarked;
