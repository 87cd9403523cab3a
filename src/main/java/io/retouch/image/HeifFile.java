package io.retouch.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * HEIC and AVIF (ISO/IEC 23008-12): the primary item's size ({@code ispe}) and orientation. The
 * library is not used: its handler takes the first size it meets, which in a phone's picture is a
 * tile's, does not read which properties belong to which item, and allocates what a box claims.
 *
 * <p>Orientation is that of {@code irot} and {@code imir}, which decoders apply, given as the EXIF
 * orientation of the same effect. EXIF itself is ignored, as readers must (MIAF, ISO/IEC
 * 23000-22:2024, 7.3.10.1). A clean aperture ({@code clap}) is not taken off the size. All boxes
 * and all items must lie within the file.
 */
final class HeifFile {
  private final FileBytes file;
  private final ImageFormat format;
  private Optional<Box> meta = Optional.empty();

  private HeifFile(FileBytes file, ImageFormat format) {
    this.file = file;
    this.format = format;
  }

  static ImageInfo read(FileBytes file, ImageFormat format) throws IOException {
    return new HeifFile(file, format).read();
  }

  private ImageInfo read() throws IOException {
    readBoxes();
    Box header = meta.orElseThrow(() -> damaged("it holds no still picture"));
    HeifItems items = new HeifItems(file, header);
    items.requireWithinFile();
    List<Integer> indexes = items.propertiesOfPrimary();
    Map<Integer, Box> properties = properties(items.properties(), indexes);
    Box size = null;
    int orientation = 1;
    for (int index : indexes) {
      Box property = properties.get(index);
      if (property == null) {
        continue;
      }
      switch (property.type()) {
        case "ispe" -> size = property;
        case "irot" -> orientation = Turn.of(orientation).left(content(property, 0) & 3).exif();
        case "imir" -> orientation = Turn.of(orientation).flip(content(property, 0) & 1).exif();
        default -> {
          // Colour, codec settings and the rest say nothing of the size.
        }
      }
    }
    if (size == null) {
      throw damaged("it does not say how large its picture is");
    }
    return info(size, orientation);
  }

  private ImageInfo info(Box size, int orientation) throws IOException {
    if (size.end() - size.start() < 12) {
      throw damaged("it does not say how large its picture is");
    }
    long width = file.u32(size.start() + 4);
    long height = file.u32(size.start() + 8);
    ImageInfo info = Plausibility.info(format, width, height, orientation);
    Plausibility.requireRoomForPixels(width, height, file.size(), Plausibility.ANY_PIXELS);
    return info;
  }

  /** Goes through the outermost boxes, which must add up to the file. */
  private void readBoxes() throws IOException {
    long position = 0;
    for (int boxes = 0; file.size() - position >= 8; boxes++) {
      Box.requireFewChildren(boxes);
      if (meta.isPresent() && !isName(file.name(position + 4))) {
        // Phones append trailers of their own behind the last box.
        return;
      }
      Box box = Box.at(file, position, file.size());
      if (box.type().equals("meta") && meta.isEmpty()) {
        meta = Optional.of(box);
      }
      position = box.end();
    }
  }

  private static boolean isName(String type) {
    return type.chars().allMatch(c -> c >= 0x20 && c < 0x7F);
  }

  private Map<Integer, Box> properties(Box container, List<Integer> wanted) throws IOException {
    Map<Integer, Box> found = new HashMap<>();
    List<Integer> missing = new ArrayList<>(wanted);
    long position = container.start();
    for (int index = 1; container.end() - position >= 8 && !missing.isEmpty(); index++) {
      Box.requireFewChildren(index);
      Box box = Box.at(file, position, container.end());
      Integer key = index;
      if (missing.removeIf(key::equals)) {
        found.put(key, box);
      }
      position = box.end();
    }
    return found;
  }

  private int content(Box box, int offset) throws IOException {
    if (box.start() + offset >= box.end()) {
      throw damaged("it has an empty property");
    }
    return file.u8(box.start() + offset);
  }

  private InvalidImageException damaged(String why) {
    return new InvalidImageException("The " + format + " file is damaged: " + why + ".");
  }
}
