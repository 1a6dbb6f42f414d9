/** What the console's tests share: a log, a history and a console to try, and the city in them. */
@NullMarked
package io.citywatch.console.testkit;

import org.jspecify.annotations.NullMarked;
