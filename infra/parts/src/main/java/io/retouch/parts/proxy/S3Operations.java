package io.retouch.parts.proxy;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * S3 with buckets in the path, as its API reference names operations. A request counts as S3's if
 * it is signed, in a header or in its link. Subresources beyond those that the local store knows
 * fall to the plain operation.
 */
final class S3Operations implements Operations {
  private static final Set<String> SIGNED_LINKS = Set.of("X-Amz-Signature", "AWSAccessKeyId");

  @Override
  public Optional<String> nameOf(Request request) {
    Map<String, String> query = request.query();
    boolean signed = request.field("authorization").filter(a -> a.startsWith("AWS")).isPresent();
    boolean presigned = SIGNED_LINKS.stream().anyMatch(query::containsKey);
    if (!signed && !presigned && !request.head().hasFieldThatBegins("x-amz-")) {
      return Optional.empty();
    }
    return switch (request.segments().size()) {
      case 0 -> Optional.of("ListBuckets");
      case 1 -> Optional.of(ofBucket(request.method(), query));
      default -> Optional.of(ofObject(request, query.keySet()));
    };
  }

  private static String ofBucket(String method, Map<String, String> query) {
    return switch (method) {
      case "HEAD" -> "HeadBucket";
      case "PUT" -> query.containsKey("acl") ? "PutBucketAcl" : "CreateBucket";
      case "DELETE" -> "DeleteBucket";
      case "POST" -> query.containsKey("delete") ? "DeleteObjects" : "PostObject";
      default -> listing(query);
    };
  }

  private static String listing(Map<String, String> query) {
    if ("2".equals(query.get("list-type"))) {
      return "ListObjectsV2";
    }
    if (query.containsKey("uploads")) {
      return "ListMultipartUploads";
    }
    if (query.containsKey("location")) {
      return "GetBucketLocation";
    }
    if (query.containsKey("versions")) {
      return "ListObjectVersions";
    }
    return query.containsKey("acl") ? "GetBucketAcl" : "ListObjects";
  }

  private static String ofObject(Request request, Set<String> query) {
    return switch (request.method()) {
      case "HEAD" -> "HeadObject";
      case "PUT" -> put(query, request.field("x-amz-copy-source").isPresent());
      case "DELETE" -> query.contains("uploadId") ? "AbortMultipartUpload" : "Delete" + part(query);
      case "POST" -> post(query);
      default -> query.contains("uploadId") ? "ListParts" : "Get" + part(query);
    };
  }

  private static String put(Set<String> query, boolean copies) {
    if (query.contains("uploadId")) {
      return copies ? "UploadPartCopy" : "UploadPart";
    }
    return copies ? "CopyObject" : "Put" + part(query);
  }

  private static String post(Set<String> query) {
    if (query.contains("uploads")) {
      return "CreateMultipartUpload";
    }
    return query.contains("uploadId") ? "CompleteMultipartUpload" : "PostObject";
  }

  private static String part(Set<String> query) {
    if (query.contains("tagging")) {
      return "ObjectTagging";
    }
    return query.contains("acl") ? "ObjectAcl" : "Object";
  }
}
