package io.retouch.parts.endpoint;

import com.sun.net.httpserver.HttpExchange;
import io.retouch.parts.endpoint.Received.SentFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.fileupload2.core.AbstractFileUpload;
import org.apache.commons.fileupload2.core.DiskFileItem;
import org.apache.commons.fileupload2.core.DiskFileItemFactory;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.core.FileUploadSizeException;
import org.apache.commons.fileupload2.core.RequestContext;
import org.apache.commons.io.input.CloseShieldInputStream;

/**
 * A {@code multipart/form-data} body, part by part, as it was sent.
 *
 * @param parts in the order of the request
 */
record MultipartForm(List<Part> parts) {

  static final String MEDIA_TYPE = "multipart/form-data";

  /** The API documents no limit in bytes; this one only guards this process. */
  static final long MAX_BYTES = 100L * 1024 * 1024;

  MultipartForm {
    parts = List.copyOf(parts);
  }

  /**
   * @param fileName as sent; empty for a field that is not a file
   * @param contentType as sent; empty if none was
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Part(String name, boolean isFile, String fileName, String contentType, byte[] bytes) {}

  static MultipartForm read(HttpExchange exchange) throws IOException, Refusal {
    try {
      List<Part> parts = new ArrayList<>();
      FileItemInputIterator items = new Upload().getItemIterator(exchange);
      while (items.hasNext()) {
        parts.add(part(items.next()));
      }
      return new MultipartForm(parts);
    } catch (FileUploadSizeException e) {
      throw new Refusal(413, "request_too_large", "The request is larger than 100 MB.");
    } catch (FileUploadException e) {
      throw Refusal.parameter("The body is not well-formed multipart/form-data.");
    }
  }

  private static Part part(FileItemInput item) throws IOException {
    String name = item.getFieldName() == null ? "" : item.getFieldName();
    String contentType = item.getContentType() == null ? "" : item.getContentType();
    try (InputStream content = item.getInputStream()) {
      String fileName = item.getName() == null ? "" : item.getName();
      return new Part(name, !item.isFormField(), fileName, contentType, content.readAllBytes());
    }
  }

  List<Part> named(String name) {
    return parts.stream().filter(part -> part.name().equals(name)).toList();
  }

  /**
   * The first file that is no mask, and the fields that are text; what is not UTF-8 reads as it
   * can.
   *
   * @param pictures fields that are no text even where they are sent as one
   */
  Received received(Set<String> pictures) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Part part : parts) {
      if (!part.isFile() && !pictures.contains(part.name())) {
        texts.putIfAbsent(part.name(), new String(part.bytes(), StandardCharsets.UTF_8));
      }
    }
    Optional<SentFile> file =
        parts.stream()
            .filter(part -> part.isFile() && !part.name().equals("mask"))
            .findFirst()
            .map(part -> SentFile.of(part.fileName(), part.contentType(), part.bytes()));
    return new Received(texts, file);
  }

  /** The library's reader over the JDK's exchange; nothing is written to disk. */
  private static final class Upload
      extends AbstractFileUpload<HttpExchange, DiskFileItem, DiskFileItemFactory> {
    Upload() {
      setHeaderCharset(StandardCharsets.UTF_8);
      setSizeMax(MAX_BYTES);
    }

    @Override
    public FileItemInputIterator getItemIterator(HttpExchange exchange) throws IOException {
      return getItemIterator(new Body(exchange));
    }

    @Override
    public List<DiskFileItem> parseRequest(HttpExchange exchange) throws FileUploadException {
      return parseRequest(new Body(exchange));
    }

    @Override
    public Map<String, List<DiskFileItem>> parseParameterMap(HttpExchange exchange)
        throws FileUploadException {
      return parseParameterMap(new Body(exchange));
    }
  }

  private record Body(HttpExchange exchange) implements RequestContext {
    @Override
    public String getCharacterEncoding() {
      return StandardCharsets.UTF_8.name();
    }

    @Override
    public long getContentLength() {
      String length = exchange.getRequestHeaders().getFirst("Content-Length");
      return length == null ? -1 : Long.parseLong(length);
    }

    @Override
    public String getContentType() {
      return exchange.getRequestHeaders().getFirst("Content-Type");
    }

    @Override
    public InputStream getInputStream() {
      // The library closes what it refuses; the rest must still be read before the answer.
      return CloseShieldInputStream.wrap(exchange.getRequestBody());
    }

    @Override
    public boolean isMultipartRelated() {
      return false;
    }
  }
}
