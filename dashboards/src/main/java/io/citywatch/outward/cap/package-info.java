/** CAP 1.2 (OASIS Common Alerting Protocol) documents of alarms; knows notice, receiver and webhook. */
@NullMarked
package io.citywatch.outward.cap;

import org.jspecify.annotations.NullMarked;
