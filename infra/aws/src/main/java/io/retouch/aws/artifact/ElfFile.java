package io.retouch.aws.artifact;

import io.retouch.aws.stage.Architecture;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a Linux executable says of itself (Tool Interface Standard, Executable and Linking Format
 * 1.2; Linux Standard Base Core 5.0, 10.7.5 "Version Requirements").
 */
final class ElfFile {
  private static final int MACHINE_X86_64 = 62;
  private static final int MACHINE_AARCH64 = 183;
  private static final int SECTION_TABLE_OFFSET = 0x28;
  private static final int SECTION_HEADER_SIZE = 0x3A;
  private static final int VERSION_REQUIREMENTS = 0x6ffffffe;
  private static final Pattern GLIBC = Pattern.compile("GLIBC_2\\.([0-9]{1,4}).*");

  private final ByteBuffer bytes;

  private ElfFile(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /** Reads an executable; empty where it is no 64-bit little-endian ELF file. */
  static Optional<ElfFile> of(byte[] content) {
    ByteBuffer bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    boolean elf = content.length >= 0x40 && bytes.getInt(0) == 0x464c457f;
    return elf && bytes.get(4) == 2 && bytes.get(5) == 1
        ? Optional.of(new ElfFile(bytes))
        : Optional.empty();
  }

  /** The processor that it runs on, if Lambda has it. */
  Optional<Architecture> architecture() {
    int machine = Short.toUnsignedInt(bytes.getShort(0x12));
    if (machine == MACHINE_X86_64) {
      return Optional.of(Architecture.X86_64);
    }
    return machine == MACHINE_AARCH64 ? Optional.of(Architecture.ARM64) : Optional.empty();
  }

  /**
   * The glibc that it needs, as the number behind {@code 2.}; 0 if it needs none.
   *
   * @throws IllegalArgumentException if the file is cut or broken
   */
  int glibc() {
    int newest = 0;
    try {
      for (int section = 0; section < bytes.getShort(0x3C); section++) {
        int header = header(section);
        if (bytes.getInt(header + 4) == VERSION_REQUIREMENTS) {
          newest = Math.max(newest, newestOf(header));
        }
      }
      return newest;
    } catch (IndexOutOfBoundsException | BufferUnderflowException | ArithmeticException e) {
      throw new IllegalArgumentException("The executable is cut or broken.", e);
    }
  }

  private int newestOf(int header) {
    int names = offset(header(bytes.getInt(header + 0x28)));
    int library = offset(header);
    int newest = 0;
    for (int left = bytes.getInt(header + 0x2C); left > 0; left--) {
      int version = library + bytes.getInt(library + 8);
      for (int count = bytes.getShort(library + 2); count > 0; count--) {
        Matcher glibc = GLIBC.matcher(text(names + bytes.getInt(version + 8)));
        if (glibc.matches()) {
          newest = Math.max(newest, Integer.parseInt(glibc.group(1)));
        }
        version += bytes.getInt(version + 12);
      }
      library += bytes.getInt(library + 12);
    }
    return newest;
  }

  private int header(int section) {
    int size = Short.toUnsignedInt(bytes.getShort(SECTION_HEADER_SIZE));
    return Math.toIntExact(bytes.getLong(SECTION_TABLE_OFFSET) + (long) size * section);
  }

  private int offset(int header) {
    return Math.toIntExact(bytes.getLong(header + 0x18));
  }

  private String text(int start) {
    StringBuilder text = new StringBuilder();
    for (int at = start; bytes.get(at) != 0; at++) {
      text.append((char) bytes.get(at));
    }
    return text.toString();
  }
}
