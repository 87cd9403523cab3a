package io.retouch.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/** Builds the structures that image files are made of, byte by byte. */
final class Bytes {
  private Bytes() {}

  static byte[] raw(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }

  static byte[] slice(byte[] bytes, int from, int to) {
    return Arrays.copyOfRange(bytes, from, to);
  }

  static byte[] insert(byte[] bytes, int position, byte[] inserted) {
    return join(slice(bytes, 0, position), inserted, slice(bytes, position, bytes.length));
  }

  static byte[] u16(int value) {
    return raw(value >> 8, value);
  }

  static byte[] u32(long value) {
    return ByteBuffer.allocate(4).putInt((int) value).array();
  }

  static byte[] u32LittleEndian(long value) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt((int) value).array();
  }

  /** A TIFF structure with the orientation, and nothing else, in its first directory. */
  static byte[] exif(int orientation, ByteOrder order) {
    return ByteBuffer.allocate(26)
        .order(order)
        .put(ascii(order == ByteOrder.BIG_ENDIAN ? "MM" : "II"))
        .putShort((short) 42)
        .putInt(8)
        .putShort((short) 1)
        .putShort((short) 0x0112)
        .putShort((short) 3)
        .putInt(1)
        .putShort((short) orientation)
        .putShort((short) 0)
        .putInt(0)
        .array();
  }

  static byte[] jpegSegment(int marker, byte[] content) {
    return join(raw(0xFF, marker), u16(content.length + 2), content);
  }

  static byte[] exifSegment(int orientation, ByteOrder order) {
    return jpegSegment(0xE1, join(ascii("Exif\0\0"), exif(orientation, order)));
  }

  static byte[] pngChunk(String name, byte[] data) {
    byte[] named = join(ascii(name), data);
    CRC32 checksum = new CRC32();
    checksum.update(named);
    return join(u32(data.length), named, u32(checksum.getValue()));
  }

  static byte[] pngHeader(long width, long height, int depth, int colourType) {
    return join(
        raw(0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'),
        pngChunk("IHDR", join(u32(width), u32(height), raw(depth, colourType, 0, 0, 0))));
  }

  static byte[] riffChunk(String name, byte[] data) {
    return join(ascii(name), u32LittleEndian(data.length), data, new byte[data.length & 1]);
  }

  static byte[] webp(byte[]... chunks) {
    byte[] content = join(ascii("WEBP"), join(chunks));
    return join(ascii("RIFF"), u32LittleEndian(content.length), content);
  }

  /** A key frame's header and so many bytes of picture behind it. */
  static byte[] vp8(int width, int height, int pictureBytes) {
    return riffChunk(
        "VP8 ",
        join(
            raw(0x10, 0, 0, 0x9D, 0x01, 0x2A),
            raw(width, width >> 8, height, height >> 8),
            new byte[pictureBytes]));
  }

  static byte[] vp8l(int width, int height) {
    int bits = (width - 1) | (height - 1) << 14;
    return riffChunk("VP8L", join(raw(0x2F), u32LittleEndian(bits), new byte[9]));
  }

  static byte[] vp8x(int flags, int width, int height) {
    int w = width - 1;
    int h = height - 1;
    return riffChunk("VP8X", raw(flags, 0, 0, 0, w, w >> 8, w >> 16, h, h >> 8, h >> 16));
  }

  static byte[] box(String type, byte[]... content) {
    byte[] joined = join(content);
    return join(u32(joined.length + 8), ascii(type), joined);
  }

  static byte[] ispe(long width, long height) {
    return box("ispe", u32(0), u32(width), u32(height));
  }

  /**
   * A file in whose list of properties the primary item, 2, has the last ones; item 1 has the
   * first, and its data alone lies in the media box.
   */
  static byte[] heif(String brand, byte[] firstProperty, byte[]... ofPrimary) {
    byte[] indexes = new byte[ofPrimary.length];
    for (int i = 0; i < indexes.length; i++) {
      indexes[i] = (byte) (i + 2);
    }
    byte[] brands = box("ftyp", ascii(brand), u32(0), ascii("mif1"), ascii(brand));
    byte[] properties =
        box(
            "iprp",
            box("ipco", firstProperty, join(ofPrimary)),
            box(
                "ipma",
                u32(0),
                u32(2),
                join(u16(1), raw(1, 1)),
                join(u16(2), raw(indexes.length), indexes)));
    byte[] primary = box("pitm", u32(0), u16(2));
    int place = brands.length + 12 + primary.length + properties.length + 30 + 8;
    byte[] location =
        box(
            "iloc",
            u32(0),
            raw(0x44, 0x00),
            u16(1),
            join(u16(1), u16(0), u16(1), u32(place), u32(64)));
    return join(
        brands, box("meta", u32(0), primary, properties, location), box("mdat", new byte[64]));
  }
}
