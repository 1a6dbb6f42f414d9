/** The meters of outward delivery, each declared once; knows Micrometer. */
@NullMarked
package io.citywatch.outward.meter;

import org.jspecify.annotations.NullMarked;
