package io.retouch.image.fit;

import io.retouch.image.ImageFormat;
import io.retouch.image.ImageInfo;
import io.retouch.image.InvalidImageException;
import java.awt.Rectangle;
import java.io.IOException;
import java.nio.ByteOrder;
import javax.imageio.stream.ImageInputStream;

/** Where the pixels that are shown first lie on a picture that may move. */
final class FirstFrame {
  private static final int WEBP_CHUNKS = 12;
  private static final int GIF_BLOCKS = 13;
  private static final int ANMF = 0x464D4E41;
  private static final int VP8 = 0x20385056;

  private FirstFrame() {}

  static Rectangle place(ImageInputStream in, ImageInfo info) throws IOException {
    ByteOrder before = in.getByteOrder();
    in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
    try {
      Rectangle whole = new Rectangle(info.width(), info.height());
      if (info.format() == ImageFormat.GIF) {
        return gif(in);
      }
      return info.format() == ImageFormat.WEBP ? webp(in, whole) : whole;
    } finally {
      in.setByteOrder(before);
    }
  }

  /** GIF89a, 20: the first image descriptor. */
  private static Rectangle gif(ImageInputStream in) throws IOException {
    in.seek(10);
    in.seek(GIF_BLOCKS + colourTable(in.readUnsignedByte()));
    while (true) {
      int block = in.readUnsignedByte();
      if (block == 0x2C) {
        int left = in.readUnsignedShort();
        int top = in.readUnsignedShort();
        return new Rectangle(left, top, in.readUnsignedShort(), in.readUnsignedShort());
      }
      if (block == 0x21) {
        in.readByte();
        for (int length = in.readUnsignedByte(); length > 0; length = in.readUnsignedByte()) {
          in.skipBytes(length);
        }
      }
    }
  }

  private static int colourTable(int flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
  }

  /** RFC 9649, 2.7.1.1: the first frame's chunk, whose picture must have the size it names. */
  private static Rectangle webp(ImageInputStream in, Rectangle whole) throws IOException {
    long position = WEBP_CHUNKS;
    in.seek(position);
    while (position + 8 < in.length()) {
      in.seek(position);
      int name = in.readInt();
      long length = in.readUnsignedInt();
      if (name == ANMF) {
        Rectangle frame = new Rectangle(2 * u24(in), 2 * u24(in), 1 + u24(in), 1 + u24(in));
        requirePicture(in, position + 24, position + 8 + length, frame);
        return frame;
      }
      position += 8 + length + (length & 1);
    }
    return whole;
  }

  private static void requirePicture(ImageInputStream in, long from, long end, Rectangle frame)
      throws IOException {
    for (long position = from; position + 8 < end; ) {
      in.seek(position);
      int name = in.readInt();
      long length = in.readUnsignedInt();
      if (name == VP8) {
        in.skipBytes(6);
        boolean same =
            (in.readUnsignedShort() & 0x3FFF) == frame.width
                && (in.readUnsignedShort() & 0x3FFF) == frame.height;
        if (!same) {
          throw new InvalidImageException(
              "The WebP's first frame has another size than it says: it is damaged or made to"
                  + " mislead.");
        }
      }
      position += 8 + length + (length & 1);
    }
  }

  private static int u24(ImageInputStream in) throws IOException {
    return in.readUnsignedShort() | in.readUnsignedByte() << 16;
  }
}
