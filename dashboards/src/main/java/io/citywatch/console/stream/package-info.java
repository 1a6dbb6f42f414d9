/** Server-sent events: one stream of changes to many browsers, with a bounded queue for each; knows HTTP responses only. */
@NullMarked
package io.citywatch.console.stream;

import org.jspecify.annotations.NullMarked;
