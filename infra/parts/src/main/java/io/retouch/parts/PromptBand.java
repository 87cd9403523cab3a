package io.retouch.parts;

import java.awt.AWTError;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.GraphicsEnvironment;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.font.LineBreakMeasurer;
import java.awt.font.TextAttribute;
import java.awt.font.TextLayout;
import java.awt.image.BufferedImage;
import java.text.AttributedString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Writes a prompt into the bottom of a picture, as large as fits, in the font of the machine that
 * shows most of it. Where there are no fonts at all the band stays empty.
 */
final class PromptBand {
  private static final int SMALLEST_LETTERS = 8;
  private static final int MARGIN = 4;

  private PromptBand() {}

  static void draw(BufferedImage picture, int height, String prompt) {
    if (height == 0) {
      return;
    }
    Graphics2D graphics = picture.createGraphics();
    try {
      graphics.translate(0, picture.getHeight() - height);
      graphics.setColor(Color.BLACK);
      graphics.fillRect(0, 0, picture.getWidth(), height);
      graphics.clipRect(0, 0, picture.getWidth(), height);
      write(graphics, picture.getWidth() - 2 * MARGIN, height, oneLine(prompt));
    } catch (RuntimeException | LinkageError | InternalError | AWTError ignored) {
      // Machines without fonts or fontconfig fail in many ways; the edit is still a good one.
    } finally {
      graphics.dispose();
    }
  }

  private static void write(Graphics2D graphics, int width, int height, String prompt) {
    Optional<Font> font = fontFor(prompt);
    if (font.isEmpty() || width <= 0) {
      return;
    }
    String text = displayable(font.get(), prompt);
    if (text.isBlank()) {
      return;
    }
    graphics.setColor(Color.WHITE);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    float y = 0;
    for (TextLayout line : lines(graphics, font.get(), text, width, height)) {
      y += line.getAscent();
      line.draw(graphics, MARGIN, y);
      y += line.getDescent() + line.getLeading();
    }
  }

  /** The lines at the largest size that fits; at the smallest size what is too much is clipped. */
  private static List<TextLayout> lines(
      Graphics2D graphics, Font font, String text, int width, int height) {
    FontRenderContext context = graphics.getFontRenderContext();
    float size = height * 0.6f;
    while (true) {
      List<TextLayout> lines = wrapped(context, font.deriveFont(size), text, width);
      double needed =
          lines.stream().mapToDouble(l -> l.getAscent() + l.getDescent() + l.getLeading()).sum();
      if (needed <= height || size <= SMALLEST_LETTERS) {
        return lines;
      }
      size = Math.max(SMALLEST_LETTERS, size * 0.85f);
    }
  }

  private static List<TextLayout> wrapped(
      FontRenderContext context, Font font, String text, int width) {
    AttributedString attributed = new AttributedString(text);
    attributed.addAttribute(TextAttribute.FONT, font);
    LineBreakMeasurer measurer = new LineBreakMeasurer(attributed.getIterator(), context);
    List<TextLayout> lines = new ArrayList<>();
    while (measurer.getPosition() < text.length()) {
      lines.add(measurer.nextLayout(width));
    }
    return lines;
  }

  private static Optional<Font> fontFor(String prompt) {
    Font usual = new Font(Font.SANS_SERIF, Font.PLAIN, SMALLEST_LETTERS);
    if (usual.canDisplayUpTo(prompt) == -1) {
      return Optional.of(usual);
    }
    Font[] all = GraphicsEnvironment.getLocalGraphicsEnvironment().getAllFonts();
    return Arrays.stream(all).max(Comparator.comparingLong(font -> shown(font, prompt)));
  }

  private static long shown(Font font, String prompt) {
    return prompt.codePoints().filter(font::canDisplay).count();
  }

  private static String displayable(Font font, String prompt) {
    return prompt
        .codePoints()
        .filter(font::canDisplay)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static String oneLine(String prompt) {
    return prompt.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
  }
}
