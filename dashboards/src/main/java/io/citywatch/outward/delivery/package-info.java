/** The delivery itself: one thread, cursor and pace for each receiver; the only part of outward that knows Kafka and HTTP. */
@NullMarked
package io.citywatch.outward.delivery;

import org.jspecify.annotations.NullMarked;
