package dev.tapeline.app.problem;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestQuery;

/**
 * A query parameter that a resource's method takes.
 *
 * @param name as it stands in the address
 * @param type what one value has to be
 * @param repeatable whether it may be given more than once
 * @param emptiable whether it may be given without a value: where its default is the empty text
 */
record QueryParameter(String name, Class<?> type, boolean repeatable, boolean emptiable) {

  /** The parameters of a method by their names, those inside its parameter objects among them. */
  static Map<String, QueryParameter> of(Method method) {
    Map<String, QueryParameter> parameters = new TreeMap<>();
    for (Parameter parameter : method.getParameters()) {
      if (parameter.isAnnotationPresent(BeanParam.class)) {
        inside(parameter.getType()).forEach(found -> parameters.put(found.name(), found));
      }
      of(parameter, parameter.getName(), parameter.getParameterizedType())
          .ifPresent(found -> parameters.put(found.name(), found));
    }
    return parameters;
  }

  private static Stream<QueryParameter> inside(Class<?> holder) {
    if (holder == Object.class || holder == Record.class) {
      return Stream.empty();
    }
    Stream<QueryParameter> own =
        Arrays.stream(holder.getDeclaredFields()).flatMap(QueryParameter::ofField);
    Class<?> parent = holder.getSuperclass();
    return parent == null ? own : Stream.concat(own, inside(parent));
  }

  private static Stream<QueryParameter> ofField(Field field) {
    if (field.isAnnotationPresent(BeanParam.class)) {
      return inside(field.getType());
    }
    return of(field, field.getName(), field.getGenericType()).stream();
  }

  private static Optional<QueryParameter> of(
      AnnotatedElement element, String defaultName, Type type) {
    QueryParam query = element.getAnnotation(QueryParam.class);
    RestQuery rest = element.getAnnotation(RestQuery.class);
    if (query == null && rest == null) {
      return Optional.empty();
    }
    String said = query != null ? query.value() : rest.value();
    String name = said.isEmpty() ? defaultName : said;
    boolean repeatable = isContainer(type, Collection.class) || raw(type).isArray();
    DefaultValue otherwise = element.getAnnotation(DefaultValue.class);
    boolean emptiable = otherwise != null && otherwise.value().isEmpty();
    return Optional.of(new QueryParameter(name, element(type), repeatable, emptiable));
  }

  private static boolean isContainer(Type type, Class<?> container) {
    return type instanceof ParameterizedType && container.isAssignableFrom(raw(type));
  }

  private static Class<?> element(Type type) {
    if (isContainer(type, Collection.class) || isContainer(type, Optional.class)) {
      return raw(((ParameterizedType) type).getActualTypeArguments()[0]);
    }
    Class<?> raw = raw(type);
    Class<?> component = raw.getComponentType();
    return component != null ? component : raw;
  }

  private static Class<?> raw(Type type) {
    if (type instanceof Class<?> known) {
      return known;
    }
    if (type instanceof ParameterizedType parameterized) {
      return raw(parameterized.getRawType());
    }
    return Object.class;
  }

  /** What is wrong with the values given; empty where nothing is. */
  Optional<String> objection(List<String> values) {
    if (values.size() > 1 && !repeatable) {
      return Optional.of("must be given once");
    }
    return values.stream().flatMap(value -> objection(value).stream()).findFirst();
  }

  private Optional<String> objection(String value) {
    try {
      read(value);
      return value.isEmpty() && !emptiable
          ? Optional.of("must have a value, or be left out")
          : Optional.empty();
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.of(Expectation.of(type));
    } catch (InvocationTargetException e) {
      // A type of ours: its own words are better than any that are found here.
      String message = e.getCause() == null ? null : e.getCause().getMessage();
      return Optional.of(message == null ? Expectation.of(type) : message);
    } catch (ReflectiveOperationException e) {
      return Optional.empty(); // the framework will read it, by a way that is not known here
    }
  }

  // By the types that Jakarta REST reads (3.1, section 3.2).
  private void read(String value) throws ReflectiveOperationException {
    if (type == String.class || type == Object.class) {
      return;
    }
    if (type.isEnum()) {
      if (Arrays.stream(type.getEnumConstants())
          .noneMatch(c -> ((Enum<?>) c).name().equals(value))) {
        throw new IllegalArgumentException(value);
      }
    } else if (type == int.class || type == Integer.class) {
      Integer.parseInt(value);
    } else if (type == long.class || type == Long.class) {
      Long.parseLong(value);
    } else if (type == double.class || type == Double.class || type == BigDecimal.class) {
      new BigDecimal(value);
    } else if (type == boolean.class || type == Boolean.class) {
      if (!value.equals("true") && !value.equals("false")) {
        throw new IllegalArgumentException(value);
      }
    } else if (type == LocalDate.class) {
      LocalDate.parse(value);
    } else if (type == Instant.class) {
      Instant.parse(value);
    } else {
      construct(value);
    }
  }

  private void construct(String value) throws ReflectiveOperationException {
    Optional<Executable> factory =
        Stream.of("fromString", "valueOf").flatMap(name -> factory(name).stream()).findFirst();
    if (factory.isPresent()) {
      ((Method) factory.get()).invoke(null, value);
    }
  }

  private Optional<Executable> factory(String name) {
    try {
      Method method = type.getMethod(name, String.class);
      return Modifier.isStatic(method.getModifiers()) ? Optional.of(method) : Optional.empty();
    } catch (NoSuchMethodException e) {
      return Optional.empty();
    }
  }
}
