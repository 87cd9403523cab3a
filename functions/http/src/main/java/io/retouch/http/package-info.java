/**
 * The entry point for callers: speaks OpenAI's images API behind a Lambda function URL, asks the
 * pipeline for edits, and says in the API's own forms what became of them. Nothing else calls it.
 */
@NullMarked
package io.retouch.http;

import org.jspecify.annotations.NullMarked;
