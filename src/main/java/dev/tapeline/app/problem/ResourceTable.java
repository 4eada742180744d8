package dev.tapeline.app.problem;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which methods there are at which paths: what a 405 has to say (RFC 9110, section 15.5.6) and the
 * framework does not.
 */
@Singleton
class ResourceTable {

  private static final Pattern TEMPLATE = Pattern.compile("\\{[^:}]+(?::([^}]+))?}");

  private final BeanManager beans;
  private volatile @Nullable List<Entry> entries;

  ResourceTable(BeanManager beans) {
    this.beans = beans;
  }

  private record Entry(Pattern path, String method) {}

  /** The methods that a path takes, in order of their names. */
  Set<String> methodsAt(String path) {
    List<Entry> table = entries;
    if (table == null) {
      table = read();
      entries = table;
    }
    Set<String> methods = new TreeSet<>();
    table.stream()
        .filter(entry -> entry.path().matcher(path).matches())
        .forEach(entry -> methods.add(entry.method()));
    if (methods.contains("GET")) {
      methods.add("HEAD");
    }
    methods.add("OPTIONS");
    return methods;
  }

  private List<Entry> read() {
    List<Entry> table = new ArrayList<>();
    for (Bean<?> bean : beans.getBeans(Object.class, Any.Literal.INSTANCE)) {
      Path root = bean.getBeanClass().getAnnotation(Path.class);
      if (root != null) {
        for (Method method : bean.getBeanClass().getMethods()) {
          httpMethods(method).forEach(name -> table.add(new Entry(pattern(root, method), name)));
        }
      }
    }
    return List.copyOf(table);
  }

  private static Stream<String> httpMethods(Method method) {
    return Arrays.stream(method.getAnnotations())
        .map(Annotation::annotationType)
        .map(type -> type.getAnnotation(HttpMethod.class))
        .filter(java.util.Objects::nonNull)
        .map(HttpMethod::value);
  }

  private static Pattern pattern(Path root, Method method) {
    Path own = method.getAnnotation(Path.class);
    String path = trimmed(root.value()) + (own == null ? "" : trimmed(own.value()));
    StringBuilder regex = new StringBuilder();
    Matcher template = TEMPLATE.matcher(path);
    int end = 0;
    while (template.find()) {
      regex.append(Pattern.quote(path.substring(end, template.start())));
      String said = template.group(1);
      regex.append("(?:").append(said == null ? "[^/]+" : said.strip()).append(')');
      end = template.end();
    }
    return Pattern.compile(regex.append(Pattern.quote(path.substring(end))) + "/?");
  }

  private static String trimmed(String path) {
    String start = path.startsWith("/") ? path : "/" + path;
    return start.endsWith("/") ? start.substring(0, start.length() - 1) : start;
  }
}
