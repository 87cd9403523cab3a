package io.retouch.parts.sample;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** ICC profiles made by the specification. */
public final class Profiles {
  private static final int NODES = 9;

  private Profiles() {}

  /** Display P3: its primaries adapted to D50, and the curve of sRGB. */
  public static byte[] displayP3() {
    return matrix(
        new double[] {0.51512, 0.24120, -0.00105},
        new double[] {0.29198, 0.69225, 0.04189},
        new double[] {0.15710, 0.06657, 0.78407},
        parametric(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045));
  }

  /** Adobe RGB (1998): its primaries adapted to D50, and a gamma of 563/256. */
  public static byte[] adobeRgb() {
    ByteBuffer gamma = ByteBuffer.allocate(16);
    gamma.put(ascii("curv")).putInt(0).putInt(1).putShort((short) 0x0233);
    return matrix(
        new double[] {0.60974, 0.31111, 0.01947},
        new double[] {0.20528, 0.62567, 0.06087},
        new double[] {0.14919, 0.06322, 0.74457},
        gamma.array());
  }

  /** Grey with a gamma of 1.0: linear light. */
  public static byte[] linearGrey() {
    ByteBuffer curve = ByteBuffer.allocate(12);
    curve.put(ascii("curv"));
    return profile(
        "GRAY", "XYZ ", "mntr", Map.of("kTRC", curve.array(), "wtpt", xyz(0.9642, 1, 0.8249)));
  }

  /** Inks whose mixtures are given in Lab at 9 x 9 x 9 x 9 nodes, with straight curves. */
  public static byte[] inks() {
    double most = NODES - 1;
    byte[] room = new byte[length(4, 3, NODES)];
    ByteBuffer mixtures = table(room, 4, 3, NODES);
    for (int node = 0; node < NODES * NODES * NODES * NODES; node++) {
      int cyanNode = node / (NODES * NODES * NODES);
      double cyan = cyanNode / most;
      double magenta = node / (NODES * NODES) % NODES / most;
      double yellow = node / NODES % NODES / most;
      double ink = 1 - 0.85 * (node % NODES / most);
      double light = 100 * ink * (1 - 0.4 * cyan) * (1 - 0.4 * magenta);
      double a = 40 * magenta - 25 * cyan;
      double b = 50 * yellow - 30 * cyan;
      for (double value :
          new double[] {light / 100, (a * ink + 128) / 255, (b * ink + 128) / 255}) {
        mixtures.putShort((short) Math.round(value * 65280));
      }
    }
    straight(mixtures, 3);
    Map<String, byte[]> tags = new LinkedHashMap<>();
    tags.put("wtpt", xyz(0.9642, 1, 0.8249));
    tags.put("A2B0", room);
    tags.put("B2A0", black());
    return profile("CMYK", "Lab ", "prtr", tags);
  }

  /** The way back, which a profile must have: everything printed in black. */
  private static byte[] black() {
    byte[] room = new byte[length(3, 4, 2)];
    ByteBuffer table = table(room, 3, 4, 2);
    for (int node = 0; node < 8; node++) {
      table.putLong(node < 4 ? 0xFFFF : 0);
    }
    straight(table, 4);
    return room;
  }

  /** A table of sixteen bits (ICC.1:2022, 10.10) up to where its nodes begin. */
  private static ByteBuffer table(byte[] room, int inputs, int outputs, int nodes) {
    ByteBuffer table = ByteBuffer.wrap(room);
    table.put(ascii("mft2")).putInt(0);
    table.put(new byte[] {(byte) inputs, (byte) outputs, (byte) nodes, 0});
    for (int i = 0; i < 9; i++) {
      table.putInt(i % 4 == 0 ? 0x10000 : 0);
    }
    table.putShort((short) 2).putShort((short) 2);
    straight(table, inputs);
    return table;
  }

  private static int length(int inputs, int outputs, int nodes) {
    int values = outputs;
    for (int i = 0; i < inputs; i++) {
      values *= nodes;
    }
    return 52 + 2 * (2 * (inputs + outputs) + values);
  }

  private static void straight(ByteBuffer table, int count) {
    for (int i = 0; i < count; i++) {
      table.putShort((short) 0).putShort((short) 0xFFFF);
    }
  }

  private static byte[] matrix(double[] red, double[] green, double[] blue, byte[] curve) {
    Map<String, byte[]> tags = new LinkedHashMap<>();
    tags.put("wtpt", xyz(0.9642, 1, 0.8249));
    tags.put("rXYZ", xyz(red[0], red[1], red[2]));
    tags.put("gXYZ", xyz(green[0], green[1], green[2]));
    tags.put("bXYZ", xyz(blue[0], blue[1], blue[2]));
    tags.put("rTRC", curve);
    tags.put("gTRC", curve);
    tags.put("bTRC", curve);
    return profile("RGB ", "XYZ ", "mntr", tags);
  }

  private static byte[] profile(
      String space, String connection, String kind, Map<String, byte[]> tags) {
    int size = 132 + 12 * tags.size();
    for (byte[] tag : tags.values()) {
      size += (tag.length + 3) & ~3;
    }
    ByteBuffer bytes = ByteBuffer.allocate(size);
    bytes.putInt(size).putInt(0).putInt(0x04200000);
    bytes.put(ascii(kind)).put(ascii(space)).put(ascii(connection));
    bytes.position(36).put(ascii("acsp"));
    bytes.position(68).putInt(fixed(0.9642)).putInt(fixed(1)).putInt(fixed(0.8249));
    bytes.position(128).putInt(tags.size());
    int at = 132 + 12 * tags.size();
    for (Map.Entry<String, byte[]> tag : tags.entrySet()) {
      bytes.put(ascii(tag.getKey())).putInt(at).putInt(tag.getValue().length);
      at += (tag.getValue().length + 3) & ~3;
    }
    at = 132 + 12 * tags.size();
    for (byte[] tag : tags.values()) {
      bytes.position(at).put(tag);
      at += (tag.length + 3) & ~3;
    }
    return bytes.array();
  }

  private static byte[] parametric(double... values) {
    ByteBuffer curve = ByteBuffer.allocate(32);
    curve.put(ascii("para")).putInt(0).putShort((short) 3).putShort((short) 0);
    for (double value : values) {
      curve.putInt(fixed(value));
    }
    return curve.array();
  }

  private static byte[] xyz(double x, double y, double z) {
    ByteBuffer tag = ByteBuffer.allocate(20);
    tag.put(ascii("XYZ ")).putInt(0).putInt(fixed(x)).putInt(fixed(y)).putInt(fixed(z));
    return tag.array();
  }

  private static int fixed(double value) {
    return (int) Math.round(value * 65536);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
