package io.retouch.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script without a picture: the cloud that stays up. */
class StayIT {
  private static final Path SCRIPT = Path.of("run").toAbsolutePath();
  private static final Pattern PAGE = Pattern.compile("Page: +(http://127\\.0\\.0\\.1:(\\d+)/)");
  private static final Pattern STORE = Pattern.compile("S3: +http://127\\.0\\.0\\.1:(\\d+),");
  private static final Pattern URL = Pattern.compile("URL: +(http://127\\.0\\.0\\.1:\\d+),");
  private static final long PATIENCE_SECONDS = 60;

  @TempDir Path folder = Path.of("");
  private final List<Process> processes = new ArrayList<>();

  private record Running(Process process, Path out, Path err) {
    String said() throws IOException {
      return Files.readString(out) + Files.readString(err);
    }

    Matcher await(Pattern pattern) throws Exception {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      Matcher matcher = pattern.matcher(said());
      while (!matcher.find()) {
        assertThat(System.nanoTime()).as("%s in: %s", pattern, said()).isLessThan(end);
        Thread.sleep(50);
        matcher = pattern.matcher(said());
      }
      return matcher;
    }

    int ended() throws Exception {
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as(said()).isTrue();
      return process.exitValue();
    }

    void signal(String name) throws Exception {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    }
  }

  private Running run(String... arguments) throws IOException {
    Path out = folder.resolve("out" + processes.size());
    Path err = folder.resolve("err" + processes.size());
    List<String> command = new ArrayList<>(List.of(SCRIPT.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("STEP_"));
    builder.environment().put("RETOUCH_SKIP_BUILD", "1");
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    processes.add(process);
    return new Running(process, out, err);
  }

  @AfterEach
  void killWhatIsLeft() {
    processes.forEach(Process::destroyForcibly);
  }

  private void drop(String data, String name) throws IOException {
    BufferedImage picture = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    Path presets = folder.resolve(data).resolve("uploads/uploads/watercolour");
    assertThat(ImageIO.write(picture, "png", presets.resolve(name).toFile())).isTrue();
  }

  @Test
  void editsWhatIsDroppedShowsItOnItsPageAndStopsCleanly() throws Exception {
    Running cloud = run("--data", "here", "--functions", "1");
    URI page = URI.create(cloud.await(PAGE).group(1));
    drop("here", "red 花.png");

    String line = cloud.await(Pattern.compile("edited .* -> .*")).group();
    List<ProcessHandle> family = cloud.process().descendants().toList();
    String html = get(page);
    cloud.signal("INT");

    assertThat(line).contains("here/edited/watercolour/red 花.png");
    assertThat(html).contains("edited: uploads/watercolour/red 花.png", "<img src=\"/edited/");
    assertThat(family).isNotEmpty();
    assertThat(cloud.ended()).as(cloud.said()).isZero();
    for (ProcessHandle relative : family) {
      relative.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }

  @Test
  void servesTheFunctionUrl() throws Exception {
    Running cloud = run("--data", "url", "--functions", "1");
    String url = cloud.await(URL).group(1);
    ByteArrayOutputStream picture = new ByteArrayOutputStream();
    assertThat(ImageIO.write(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), "png", picture))
        .isTrue();
    String body =
        "{\"model\":\"watercolour\",\"image\":\"data:image/png;base64,%s\"}"
            .formatted(Base64.getEncoder().encodeToString(picture.toByteArray()));

    HttpResponse<String> answer = post(url + "/v1/images/edits", body);
    HttpResponse<String> made =
        post(url + "/v1/images/generations", "{\"model\":\"poster\",\"prompt\":\"\"}");
    cloud.signal("INT");

    assertThat(answer.statusCode()).as(answer.body() + cloud.said()).isEqualTo(200);
    assertThat(answer.body()).contains("\"url\":\"http://127.0.0.1:");
    assertThat(made.statusCode()).as(made.body() + cloud.said()).isEqualTo(200);
    assertThat(made.body()).contains("/poster/");
    assertThat(cloud.ended()).as(cloud.said()).isZero();
  }

  private static HttpResponse<String> post(String address, String body) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private static String get(URI address) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  @Test
  void runsBesideAnotherButNeitherOnItsFolderNorOnItsPorts() throws Exception {
    Running first = run("--data", "one");
    String pagePort = first.await(PAGE).group(2);
    String storePort = first.await(STORE).group(1);
    Running second = run("--data", "two");
    second.await(PAGE);

    Running sameFolder = run("--data", "one");
    Running samePage = run("--data", "three", "--http-port", pagePort);
    Running sameStore = run("--data", "four", "--s3-port", storePort);

    assertThat(sameFolder.ended()).isEqualTo(2);
    assertThat(sameFolder.said()).contains("in use by another local cloud", "--data");
    assertThat(samePage.ended()).isEqualTo(2);
    assertThat(samePage.said()).contains("cannot listen on port " + pagePort);
    assertThat(sameStore.ended()).isEqualTo(2);
    assertThat(sameStore.said()).contains("port " + storePort);
    assertThat(List.of(sameFolder, samePage, sameStore))
        .allSatisfy(ended -> assertThat(ended.said()).doesNotContain("Exception"));
    first.signal("TERM");
    second.signal("TERM");
    assertThat(first.ended()).isZero();
    assertThat(second.ended()).isZero();
  }
}
