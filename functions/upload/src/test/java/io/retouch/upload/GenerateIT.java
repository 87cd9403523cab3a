package io.retouch.upload;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same requests to the native executable. */
@QuarkusIntegrationTest
@QuarkusTestResource(value = LedgerCloud.class, restrictToAnnotatedClass = true)
class GenerateIT extends GenerateTest {}
