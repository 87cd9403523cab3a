package io.retouch.image.fit;

import com.twelvemonkeys.imageio.metadata.jpeg.JPEG;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegment;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegmentUtil;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.stream.ImageInputStream;

/**
 * What a JPEG says of itself before its pixels (ITU-T T.81, annex B).
 *
 * @param components 1 grey, 3 colours, 4 inks
 * @param coefficientBytes what a decoder of a picture in several scans holds outside the heap until
 *     the last scan was read, two bytes for each sample; 0 for a picture in one scan
 * @param profile the ICC profile (ICC.1:2022, B.4), unchecked
 */
record JpegHeader(int components, long coefficientBytes, Optional<byte[]> profile) {
  private static final String PROFILE = "ICC_PROFILE";

  static JpegHeader read(ImageInputStream in) throws IOException {
    Map<Integer, List<String>> wanted = new HashMap<>();
    for (int marker = JPEG.SOF0; marker <= JPEG.SOF15; marker++) {
      if (marker != JPEG.DHT && marker != JPEG.DAC && marker != 0xFFC8) {
        wanted.put(marker, JPEGSegmentUtil.ALL_IDS);
      }
    }
    wanted.put(JPEG.SOS, JPEGSegmentUtil.ALL_IDS);
    wanted.put(JPEG.APP2, List.of(PROFILE));
    List<JPEGSegment> segments = JPEGSegmentUtil.readSegments(in, wanted);
    int components = 0;
    long samples = 0;
    boolean scans = false;
    for (JPEGSegment segment : segments) {
      if (segment.marker() == JPEG.SOS) {
        scans |= segment.segmentData().read() < components;
      } else if (segment.marker() != JPEG.APP2 && components == 0) {
        byte[] frame = segment.segmentData().readAllBytes();
        components = frame[5];
        samples = samples(frame);
        scans = segment.marker() == JPEG.SOF2;
      }
    }
    return new JpegHeader(components, scans ? 2 * samples : 0, profile(segments));
  }

  private static long samples(byte[] frame) {
    long pixels = (long) u16(frame, 1) * u16(frame, 3);
    int across = 1;
    int down = 1;
    long each = 0;
    for (int at = 7; at < frame.length; at += 3) {
      across = Math.max(across, frame[at] >> 4);
      down = Math.max(down, frame[at] & 0xF);
      each += (long) (frame[at] >> 4) * (frame[at] & 0xF);
    }
    return pixels * each / ((long) across * down);
  }

  private static int u16(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
  }

  /** The pieces, put together by the number in the first byte of each. */
  private static Optional<byte[]> profile(List<JPEGSegment> segments) throws IOException {
    List<byte[]> pieces =
        segments.stream()
            .filter(segment -> segment.marker() == JPEG.APP2 && segment.length() > 2)
            .map(JpegHeader::bytes)
            .sorted(Comparator.comparingInt(piece -> piece[0] & 0xFF))
            .toList();
    if (pieces.isEmpty() || (pieces.get(0)[1] & 0xFF) != pieces.size()) {
      return Optional.empty();
    }
    ByteArrayOutputStream profile = new ByteArrayOutputStream();
    pieces.forEach(piece -> profile.write(piece, 2, piece.length - 2));
    return Optional.of(profile.toByteArray());
  }

  private static byte[] bytes(JPEGSegment segment) {
    byte[] whole = new byte[segment.length()];
    try (InputStream data = segment.data()) {
      data.readNBytes(whole, 0, whole.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return whole;
  }
}
