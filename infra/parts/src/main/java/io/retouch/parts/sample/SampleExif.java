package io.retouch.parts.sample;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** EXIF with what cameras write, a place, and a thumbnail; little-endian. */
public final class SampleExif {
  public static final String MAKER = "Camera1";
  public static final String PLACE = "PLACE42";
  public static final String THUMBNAIL = "THUMBNL";

  public static final String NOTE = "NOTE\0\1\2\3 at 340";
  public static final String COMMENT = "comment1";
  public static final String TITLE = "Title";

  /** Where the maker's note begins. */
  public static final int NOTE_AT = 340;

  private SampleExif() {}

  public static byte[] exif(int orientation) {
    byte[] bytes = new byte[400];
    ByteBuffer tiff = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    tiff.put(ascii("II")).putShort((short) 42).putInt(8);
    tiff.putShort((short) 5);
    entry(tiff, 0x010F, 2, 8, 100);
    entry(tiff, 0x0112, 3, 1, orientation);
    entry(tiff, 0x8769, 4, 1, 120);
    entry(tiff, 0x8825, 4, 1, 180);
    entry(tiff, 0x9C9B, 1, 12, 380);
    tiff.putInt(260);
    tiff.position(100).put(ascii(MAKER + '\0'));
    tiff.position(120).putShort((short) 4);
    entry(tiff, 0x927C, 7, NOTE.length(), NOTE_AT);
    entry(tiff, 0x9286, 7, 16, 360);
    entry(tiff, 0xA002, 4, 1, 4000);
    entry(tiff, 0xA003, 4, 1, 3000);
    tiff.putInt(0);
    tiff.position(180).putShort((short) 1);
    entry(tiff, 0x0012, 2, 8, 200);
    tiff.putInt(0);
    tiff.position(200).put(ascii(PLACE + '\0'));
    tiff.position(260).putShort((short) 2);
    entry(tiff, 0x0201, 4, 1, 320);
    entry(tiff, 0x0202, 4, 1, 8);
    tiff.putInt(0);
    tiff.position(320).put(ascii(THUMBNAIL + '\0'));
    tiff.position(NOTE_AT).put(ascii(NOTE));
    tiff.position(360).put(ascii("ASCII\0\0\0" + COMMENT));
    tiff.position(380).put((TITLE + '\0').getBytes(StandardCharsets.UTF_16LE));
    return bytes;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static void entry(ByteBuffer tiff, int tag, int type, int count, int value) {
    tiff.putShort((short) tag).putShort((short) type).putInt(count);
    if (type == 3) {
      tiff.putShort((short) value).putShort((short) 0);
    } else {
      tiff.putInt(value);
    }
  }
}
