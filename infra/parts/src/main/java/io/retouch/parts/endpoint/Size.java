package io.retouch.parts.endpoint;

/** In pixels. */
public record Size(int width, int height) {}
