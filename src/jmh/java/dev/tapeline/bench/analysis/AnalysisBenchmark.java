package dev.tapeline.bench.analysis;

import com.hankcs.algorithm.AhoCorasickDoubleArrayTrie;
import dev.tapeline.analysis.NewsAnalyzer;
import dev.tapeline.analysis.NewsItem;
import dev.tapeline.analysis.directory.Affixes;
import dev.tapeline.analysis.directory.NameIndex;
import dev.tapeline.analysis.text.Units;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.ahocorasick.trie.PayloadTrie;
import org.apache.lucene.util.IntsRefBuilder;
import org.apache.lucene.util.fst.FST;
import org.apache.lucene.util.fst.FSTCompiler;
import org.apache.lucene.util.fst.PositiveIntOutputs;
import org.apache.lucene.util.fst.Util;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * How many characters a second the whole analysis reads, on one thread and on two, and what finding
 * the directory's names alone costs, by several means, over the same text. The column {@code chars}
 * of the answer counts; an operation is one reading of all articles.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 6, time = 4)
@Measurement(iterations = 5, time = 3)
@Fork(
    value = 1,
    // The options of the packaged service, but for the heap, which holds several automata here
    jvmArgsAppend = {"-Xmx1g", "-XX:+UseParallelGC", "-XX:InlineSmallCode=1000"})
public class AnalysisBenchmark {

  /** What has been read. */
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  @State(Scope.Thread)
  public static class Read {
    public long chars;
  }

  /** The analysis itself. */
  @State(Scope.Benchmark)
  public static class Analysis {
    @Nullable NewsAnalyzer analyzer;

    @Setup
    public void prepare(Newswire wire) {
      analyzer = NewsAnalyzer.of(wire.directory);
    }
  }

  /** The names of the directory in an Aho-Corasick automaton in a double array. */
  @State(Scope.Benchmark)
  public static class DoubleArray {
    final AhoCorasickDoubleArrayTrie<Integer> automaton = new AhoCorasickDoubleArrayTrie<>();

    @Setup
    public void prepare(Newswire wire) {
      automaton.build(names(wire));
    }
  }

  /** The names in robert-bor's automaton of objects. */
  @State(Scope.Benchmark)
  public static class Objects {
    @Nullable PayloadTrie<Integer> automaton;

    @Setup
    public void prepare(Newswire wire) {
      PayloadTrie.PayloadTrieBuilder<Integer> builder = PayloadTrie.builder();
      names(wire).forEach(builder::addKeyword);
      automaton = builder.build();
    }
  }

  /** The names in Lucene's finite state transducer, which is entered where a word begins. */
  @State(Scope.Benchmark)
  public static class Transducer {
    @Nullable FST<Long> transducer;

    @Setup
    public void prepare(Newswire wire) throws IOException {
      FSTCompiler<Long> compiler =
          new FSTCompiler.Builder<>(FST.INPUT_TYPE.BYTE2, PositiveIntOutputs.getSingleton())
              .build();
      IntsRefBuilder scratch = new IntsRefBuilder();
      for (Map.Entry<String, Integer> name : names(wire).entrySet()) {
        compiler.add(Util.toUTF16(name.getKey(), scratch), (long) name.getValue());
      }
      transducer = FST.fromFSTReader(compiler.compile(), compiler.getFSTReader());
    }
  }

  private static TreeMap<String, Integer> names(Newswire wire) {
    NameIndex index = wire.directory.names();
    TreeMap<String, Integer> names = new TreeMap<>();
    for (int key = 0; key < index.size(); key++) {
      names.put(index.key(key), key);
    }
    return names;
  }

  @Benchmark
  public void analyze(Newswire wire, Analysis analysis, Read read, Blackhole sink) {
    NewsAnalyzer analyzer = java.util.Objects.requireNonNull(analysis.analyzer);
    for (NewsItem article : wire.articles) {
      sink.consume(analyzer.analyze(article));
    }
    read.chars += wire.chars;
  }

  @Benchmark
  @Threads(2)
  public void analyzeOnTwo(Newswire wire, Analysis analysis, Read read, Blackhole sink) {
    analyze(wire, analysis, read, sink);
  }

  @Benchmark
  public int namesByDoubleArray(Newswire wire, DoubleArray names, Read read) {
    int[] found = {0};
    for (String text : wire.folded) {
      names.automaton.parseText(text, (int begin, int end, Integer name) -> found[0]++);
    }
    read.chars += wire.chars;
    return found[0];
  }

  @Benchmark
  public int namesByObjects(Newswire wire, Objects names, Read read) {
    PayloadTrie<Integer> automaton = java.util.Objects.requireNonNull(names.automaton);
    int[] found = {0};
    for (String text : wire.folded) {
      automaton.parseText(
          text,
          emit -> {
            found[0]++;
            return true;
          });
    }
    read.chars += wire.chars;
    return found[0];
  }

  @Benchmark
  public int namesByTransducer(Newswire wire, Transducer names, Read read) throws IOException {
    FST<Long> transducer = java.util.Objects.requireNonNull(names.transducer);
    FST.BytesReader reader = transducer.getBytesReader();
    FST.Arc<Long> arc = new FST.Arc<>();
    int found = 0;
    for (String text : wire.folded) {
      for (int start = 0; start < text.length(); start++) {
        if (start > 0 && Character.isLetterOrDigit(text.charAt(start - 1))) {
          continue;
        }
        transducer.getFirstArc(arc);
        for (int i = start; i < text.length(); i++) {
          if (transducer.findTargetArc(text.charAt(i), arc, arc, reader) == null) {
            break;
          }
          found += arc.isFinal() ? 1 : 0;
        }
      }
    }
    read.chars += wire.chars;
    return found;
  }

  @Benchmark
  public int namesByIndex(Newswire wire, Read read) {
    NameIndex names = wire.directory.names();
    Affixes affixes = Affixes.of("en");
    int[] found = {0};
    for (String text : wire.folded) {
      names.scan(text, Units.of(text), affixes, (key, start, end) -> found[0]++);
    }
    read.chars += wire.chars;
    return found[0];
  }
}
