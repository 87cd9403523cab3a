package io.retouch.parts;

import java.util.OptionalInt;

/**
 * A request whose fields keep all rules.
 *
 * @param image as sent; whether it is a picture is for the decoder to say
 * @param asLink whether the answer is to hold a link, else Base64
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record EditRequest(byte[] image, String prompt, OptionalInt seed, boolean asLink) {}
