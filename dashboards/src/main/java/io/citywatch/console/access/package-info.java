/** Who may call the console and what for: tokens, sessions and the defences of a browser's session; knows HTTP headers. */
@NullMarked
package io.citywatch.console.access;

import org.jspecify.annotations.NullMarked;
