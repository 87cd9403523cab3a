package io.retouch.parts;

/** Colour filters that nobody overlooks; the prompt decides which, always the same. */
enum PictureFilter {
  NEGATIVE {
    @Override
    int apply(int red, int green, int blue) {
      return rgb(255 - red, 255 - green, 255 - blue);
    }
  },
  SEPIA {
    @Override
    int apply(int red, int green, int blue) {
      int grey = grey(red, green, blue);
      return rgb(40 + grey * 215 / 255, grey * 200 / 255, grey * 130 / 255);
    }
  },
  NIGHT {
    @Override
    int apply(int red, int green, int blue) {
      int grey = grey(red, green, blue);
      return rgb(grey * 60 / 255, grey * 110 / 255, 60 + grey * 195 / 255);
    }
  },
  MEADOW {
    @Override
    int apply(int red, int green, int blue) {
      int grey = grey(red, green, blue);
      return rgb(grey * 110 / 255, 50 + grey * 205 / 255, grey * 70 / 255);
    }
  };

  abstract int apply(int red, int green, int blue);

  static PictureFilter of(String prompt) {
    PictureFilter[] all = values();
    return all[Math.floorMod(prompt.hashCode(), all.length)];
  }

  /** The filtered colour of 0xAARRGGBB; alpha stays. */
  int apply(int argb) {
    int filtered = apply((argb >> 16) & 0xFF, (argb >> 8) & 0xFF, argb & 0xFF);
    return (argb & 0xFF000000) | filtered;
  }

  private static int grey(int red, int green, int blue) {
    return (red * 299 + green * 587 + blue * 114) / 1000;
  }

  private static int rgb(int red, int green, int blue) {
    return (red << 16) | (green << 8) | blue;
  }
}
