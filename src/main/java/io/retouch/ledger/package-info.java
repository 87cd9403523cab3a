/**
 * Adapter to DynamoDB: one row a place, and the day's budget. Nobody calls this package; CDI joins
 * it to {@link io.retouch.edit.EditLedger} where a table is configured.
 */
@NullMarked
package io.retouch.ledger;

import org.jspecify.annotations.NullMarked;
