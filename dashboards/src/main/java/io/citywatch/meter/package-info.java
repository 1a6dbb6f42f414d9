/** How the parts of this module register their meters with Micrometer. */
@NullMarked
package io.citywatch.meter;

import org.jspecify.annotations.NullMarked;
