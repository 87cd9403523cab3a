package io.retouch.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.commons.fileupload2.core.AbstractFileUpload;
import org.apache.commons.fileupload2.core.DiskFileItem;
import org.apache.commons.fileupload2.core.DiskFileItemFactory;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.core.RequestContext;

/**
 * Reads {@code multipart/form-data}. The body is in memory already, as Lambda hands it over, and
 * nothing of it is written to disk here.
 */
final class FormReader {
  /** The longest text field in bytes; prompts are much shorter. */
  static final int MOST_TEXT = 64 * 1024;

  private FormReader() {}

  static ImageRequest read(String contentType, byte[] body) {
    Fields fields = new Fields();
    try {
      FileItemInputIterator parts = new Form().getItemIterator(new Body(contentType, body));
      while (parts.hasNext()) {
        read(parts.next(), fields);
      }
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw new ApiException(
          ErrorCode.INVALID_BODY, "The body is not well-formed multipart/form-data.");
    }
    return fields.request();
  }

  private static void read(FileItemInput part, Fields fields) throws IOException {
    String name = part.getFieldName() == null ? "" : part.getFieldName();
    byte[] bytes;
    try (InputStream content = part.getInputStream()) {
      bytes = content.readAllBytes();
    }
    if (Fields.isImage(name)) {
      if (part.isFormField() && JsonReader.isDataUrl(bytes)) {
        fields.file(JsonReader.dataUrl(new String(bytes, StandardCharsets.US_ASCII)));
      } else {
        fields.file(bytes);
      }
      return;
    }
    if (!part.isFormField()) {
      throw ApiException.of(
          ErrorCode.UNKNOWN_FIELD, Fields.shown(name), "Only image is a file; leave this one out.");
    }
    fields.text(name, text(name, bytes));
  }

  private static String text(String name, byte[] bytes) {
    if (bytes.length > MOST_TEXT) {
      throw ApiException.of(ErrorCode.INVALID_FIELD, Fields.shown(name), "The field is too long.");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw ApiException.of(ErrorCode.INVALID_FIELD, Fields.shown(name), "The field is not UTF-8.");
    }
  }

  /** The library's reader over a body in memory. */
  private static final class Form
      extends AbstractFileUpload<Body, DiskFileItem, DiskFileItemFactory> {
    Form() {
      setHeaderCharset(StandardCharsets.UTF_8);
      setSizeMax(Incoming.MAX_BODY_BYTES);
      setFileCountMax(Fields.MOST);
    }

    @Override
    public FileItemInputIterator getItemIterator(Body body) throws FileUploadException {
      try {
        return getItemIterator((RequestContext) body);
      } catch (FileUploadException e) {
        throw e;
      } catch (IOException e) {
        throw new FileUploadException("the body cannot be read", e);
      }
    }

    @Override
    public List<DiskFileItem> parseRequest(Body body) throws FileUploadException {
      return parseRequest((RequestContext) body);
    }

    @Override
    public Map<String, List<DiskFileItem>> parseParameterMap(Body body) throws FileUploadException {
      return parseParameterMap((RequestContext) body);
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Body(String contentType, byte[] bytes) implements RequestContext {
    @Override
    public String getCharacterEncoding() {
      return StandardCharsets.UTF_8.name();
    }

    @Override
    public long getContentLength() {
      return bytes.length;
    }

    @Override
    public String getContentType() {
      return contentType;
    }

    @Override
    public InputStream getInputStream() {
      return new ByteArrayInputStream(bytes);
    }

    @Override
    public boolean isMultipartRelated() {
      return false;
    }
  }
}
