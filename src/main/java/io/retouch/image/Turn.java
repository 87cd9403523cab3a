package io.retouch.image;

/**
 * One of the eight ways to lay a rectangle down: mirrored left to right or not, and then turned
 * clockwise by some quarters.
 */
record Turn(boolean mirrored, int quarters) {
  /**
   * Indexed by EXIF orientation less one: quarters clockwise, after mirroring where odd ones say.
   */
  private static final Turn[] BY_EXIF = {
    new Turn(false, 0),
    new Turn(true, 0),
    new Turn(false, 2),
    new Turn(true, 2),
    new Turn(true, 3),
    new Turn(false, 1),
    new Turn(true, 1),
    new Turn(false, 3)
  };

  static Turn of(int exif) {
    return BY_EXIF[exif - 1];
  }

  /**
   * Turned further by quarters anticlockwise, as {@code irot} counts (ISO/IEC 23008-12, 6.5.10).
   */
  Turn left(int more) {
    return new Turn(mirrored, Math.floorMod(quarters - more, 4));
  }

  /**
   * Flipped further as {@code imir} counts (ISO/IEC 23008-12:2022, 6.5.12): axis 0 exchanges top
   * and bottom, axis 1 left and right.
   */
  Turn flip(int axis) {
    return new Turn(!mirrored, Math.floorMod((axis == 0 ? 2 : 0) - quarters, 4));
  }

  int exif() {
    for (int i = 0; i < BY_EXIF.length; i++) {
      if (BY_EXIF[i].equals(this)) {
        return i + 1;
      }
    }
    throw new IllegalStateException("no EXIF orientation for " + this);
  }
}
