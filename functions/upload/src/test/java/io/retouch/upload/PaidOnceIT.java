package io.retouch.upload;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same ledger, written by the native executable. */
@QuarkusIntegrationTest
@QuarkusTestResource(value = LedgerCloud.class, restrictToAnnotatedClass = true)
class PaidOnceIT extends PaidOnceTest {}
