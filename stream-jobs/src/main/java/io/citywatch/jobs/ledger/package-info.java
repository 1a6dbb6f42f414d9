/**
 * The ledger: the balance of what was accepted and what became of it, minute by minute, and what is said when it does not
 * balance; knows the log and no job.
 */
@NullMarked
package io.citywatch.jobs.ledger;

import org.jspecify.annotations.NullMarked;
