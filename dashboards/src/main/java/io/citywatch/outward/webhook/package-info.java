/** Signed JSON over HTTP by the conventions of Standard Webhooks; knows notice and receiver. */
@NullMarked
package io.citywatch.outward.webhook;

import org.jspecify.annotations.NullMarked;
