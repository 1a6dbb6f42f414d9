/** The HTTP API and the page: routes, answers and problems; knows every other package of the console. */
@NullMarked
package io.citywatch.console.http;

import org.jspecify.annotations.NullMarked;
