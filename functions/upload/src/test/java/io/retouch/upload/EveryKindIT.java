package io.retouch.upload;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same pictures through the native executable. */
@QuarkusIntegrationTest
@QuarkusTestResource(value = LocalCloud.class, restrictToAnnotatedClass = true)
class EveryKindIT extends EveryKindTest {}
