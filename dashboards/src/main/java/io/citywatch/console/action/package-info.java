/** What an operator does to alarms: checked against the view, appended to the log; knows {@code view}. */
@NullMarked
package io.citywatch.console.action;

import org.jspecify.annotations.NullMarked;
