/** The reference of options and meters, written from what the code says of them. */
@NullMarked
package io.citywatch.standalone.reference;

import org.jspecify.annotations.NullMarked;
