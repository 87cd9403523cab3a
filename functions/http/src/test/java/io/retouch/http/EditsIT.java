package io.retouch.http;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same requests to the native executable. */
@QuarkusIntegrationTest
@QuarkusTestResource(value = LocalCloud.class, restrictToAnnotatedClass = true)
class EditsIT extends EditsTest {}
