/** The receivers' file: who is told, where, of what and in which language; knows notice. */
@NullMarked
package io.citywatch.outward.receiver;

import org.jspecify.annotations.NullMarked;
