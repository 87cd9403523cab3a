package io.retouch.aws;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** Small zips that look like built functions. */
final class Zips {
  static final short X86_64 = 62;
  static final short ARM64 = 183;
  static final short RISCV = 243;

  private static final int HEADER = 0x40;

  private Zips() {}

  /** A zip with an executable for this machine, which needs these versions of symbols. */
  static Path nativeZip(Path file, short machine, String... versions) throws IOException {
    return zip(file, "bootstrap", executable(machine, versions), "rwxr-xr-x");
  }

  /** A zip such as a JVM build makes. */
  static Path javaZip(Path file) throws IOException {
    return zip(file, "Function.class", new byte[] {1}, "rw-r--r--");
  }

  /** A zip with one file. */
  static Path zip(Path file, String name, byte[] content, String permissions) throws IOException {
    Map<String, String> options = Map.of("create", "true", "enablePosixFileAttributes", "true");
    try (FileSystem zip = FileSystems.newFileSystem(file, options)) {
      Path entry = zip.getPath("/" + name);
      Files.write(entry, content);
      Files.setPosixFilePermissions(entry, PosixFilePermissions.fromString(permissions));
    }
    return file;
  }

  /** Header, one needed library with its versions, their names, and the table of sections. */
  static byte[] executable(short machine, String... versions) {
    ByteArrayOutputStream names = new ByteArrayOutputStream();
    names.write(0);
    byte[] library = new byte[16 + 16 * versions.length];
    ByteBuffer needed = littleEndian(library);
    needed.putShort((short) 1).putShort((short) versions.length).putInt(0).putInt(16).putInt(0);
    for (int i = 0; i < versions.length; i++) {
      int next = i + 1 < versions.length ? 16 : 0;
      needed.putInt(0).putShort((short) 0).putShort((short) 0).putInt(names.size()).putInt(next);
      names.writeBytes((versions[i] + "\0").getBytes(StandardCharsets.US_ASCII));
    }
    int sections = HEADER + library.length + names.size();
    byte[] executable = new byte[sections + 3 * HEADER];
    ByteBuffer elf = littleEndian(executable);
    elf.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1});
    elf.putShort(0x12, machine).putLong(0x28, sections);
    elf.putShort(0x3A, (short) HEADER).putShort(0x3C, (short) 3);
    elf.position(HEADER).put(library).put(names.toByteArray());
    section(elf, sections + HEADER, 0x6ffffffe, HEADER, 2, versions.length > 0 ? 1 : 0);
    section(elf, sections + 2 * HEADER, 3, HEADER + library.length, 0, 0);
    return executable;
  }

  private static void section(ByteBuffer elf, int at, int type, long offset, int link, int info) {
    elf.putInt(at + 4, type).putLong(at + 0x18, offset);
    elf.putInt(at + 0x28, link).putInt(at + 0x2C, info);
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
