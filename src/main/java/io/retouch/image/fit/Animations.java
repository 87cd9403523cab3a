package io.retouch.image.fit;

import io.retouch.image.ImageInfo;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/** Tells pictures that move, of which only the first frame is drawn. */
public final class Animations {
  private static final int GIF_HEADER = 10;
  private static final int WEBP_HEADER = 12;
  private static final int ANMF = 0x414E4D46;

  private Animations() {}

  /**
   * Whether the picture has more than one frame. Nothing is decoded: chunks are stepped over.
   *
   * @return false for what cannot be read up to its second frame, and for formats that do not move
   * @throws UncheckedIOException if the file cannot be read
   */
  public static boolean isAnimated(Path file, ImageInfo info) {
    try {
      return switch (info.format()) {
        case GIF -> gif(file);
        case WEBP -> webp(file);
        case PNG -> png(file);
        default -> false;
      };
    } catch (EOFException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("The picture could not be read.", e);
    }
  }

  /** GIF89a, 20: image descriptors, each with blocks of data behind it. */
  private static boolean gif(Path file) throws IOException {
    try (DataInputStream in = PngChunks.open(file)) {
      in.skipNBytes(GIF_HEADER);
      int screen = in.readUnsignedByte();
      in.skipNBytes(2 + colourTable(screen));
      for (int frames = 0; frames < 2; ) {
        int block = in.readUnsignedByte();
        if (block == 0x3B) {
          return false;
        }
        if (block == 0x2C) {
          frames++;
          in.skipNBytes(8);
          int flags = in.readUnsignedByte();
          in.skipNBytes(colourTable(flags) + 1);
          skipData(in);
        } else if (block == 0x21) {
          in.skipNBytes(1);
          skipData(in);
        }
      }
      return true;
    }
  }

  private static int colourTable(int flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
  }

  private static void skipData(DataInputStream in) throws IOException {
    for (int length = in.readUnsignedByte(); length > 0; length = in.readUnsignedByte()) {
      in.skipNBytes(length);
    }
  }

  /** RFC 9649, 2.7.1.1: a chunk for each frame. */
  private static boolean webp(Path file) throws IOException {
    try (DataInputStream in = PngChunks.open(file)) {
      in.skipNBytes(WEBP_HEADER);
      for (int frames = 0; frames < 2; ) {
        int name = in.readInt();
        long length = Integer.toUnsignedLong(Integer.reverseBytes(in.readInt()));
        in.skipNBytes(length + (length & 1));
        frames += name == ANMF ? 1 : 0;
      }
      return true;
    }
  }

  /** W3C PNG, third edition, 11.3.6.1: the number of frames. */
  private static boolean png(Path file) throws IOException {
    Optional<byte[]> control = PngChunks.find(file, "acTL", 8);
    return control.isPresent()
        && control.get().length == 8
        && ByteBuffer.wrap(control.get()).getInt() > 1;
  }
}
