package dev.tapeline.source;

import static dev.tapeline.source.FeedServer.url;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tapeline.pull.Remark;
import dev.tapeline.pull.RemarkLog;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several processes that share the sources; the past serves as a time when nothing else is due. */
@QuarkusTest
class SourceLeaseTest {
  private static final Instant NOW = Instant.parse("2001-01-01T00:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(90);

  @Inject SourceStore store;

  private final Set<UUID> made = new HashSet<>();

  @AfterEach
  void remove() {
    made.forEach(store::delete);
  }

  private UUID due(String name) {
    SourceEdit edit = new SourceEdit(name, URI.create(url("/lease/" + name)), null, true, true);
    // Taken at once, or else the scheduler of the service under test would.
    UUID id = store.insert(edit, NOW, Instant.parse("2999-01-01T00:00:00Z")).orElseThrow();
    made.add(id);
    return id;
  }

  @Test
  void onlyOneTakesASource() {
    UUID id = due("one");
    UUID mine = UUID.randomUUID();
    assertThat(store.leases().take(id, mine, NOW, LATER)).isPresent();
    assertThat(store.leases().take(id, UUID.randomUUID(), NOW.plusSeconds(89), LATER)).isEmpty();
    assertThat(store.leases().renew(id, mine, LATER.plusSeconds(60))).isTrue();
    assertThat(store.leases().take(id, UUID.randomUUID(), LATER, LATER.plusSeconds(90))).isEmpty();
    store.leases().release(id, mine);
    assertThat(store.leases().take(id, UUID.randomUUID(), NOW, LATER)).isPresent();
  }

  @Test
  void whatAKilledProcessHadIsTakenAgainAndItsLateWordIsNotHeard() {
    UUID id = due("killed");
    UUID killed = UUID.randomUUID();
    UUID next = UUID.randomUUID();
    store.leases().take(id, killed, NOW, LATER);
    assertThat(store.leases().take(id, next, LATER, LATER.plusSeconds(90))).isPresent();
    var pull = new SourceStore.GoodPull("\"late\"", null, null, null, 7);
    assertThat(store.leases().renew(id, killed, LATER.plusSeconds(500))).isFalse();
    assertThat(store.succeed(id, killed, LATER, LATER, pull)).isFalse();
    assertThat(store.fail(id, killed, LATER, LATER, Health.Status.FAILING, "late")).isFalse();
    Source source = store.find(id).orElseThrow();
    assertThat(source.items()).isZero();
    assertThat(source.lastError()).isNull();
    assertThat(store.succeed(id, next, LATER, null, pull)).isTrue();
  }

  @Test
  void processesThatLookTogetherTakeDifferentOnes() throws Exception {
    Set<UUID> all = ConcurrentHashMap.newKeySet();
    for (int i = 0; i < 40; i++) {
      all.add(due("together-" + i));
    }
    Map<UUID, UUID> taken = new ConcurrentHashMap<>();
    Instant far = Instant.parse("2999-01-01T00:00:01Z");
    ExecutorService processes = Executors.newFixedThreadPool(4);
    try {
      Callable<Integer> process =
          () -> {
            int count = 0;
            UUID lease = UUID.randomUUID();
            Optional<Source> source;
            while ((source = store.leases().takeDue(lease, far, far.plusSeconds(1))).isPresent()) {
              assertThat(taken.put(source.get().id(), lease)).isNull();
              count++;
            }
            return count;
          };
      for (Future<Integer> count :
          processes.invokeAll(List.of(process, process, process, process))) {
        assertThat(count.get()).isNotNull();
      }
    } finally {
      processes.shutdown();
    }
    assertThat(taken).containsKeys(all.toArray(UUID[]::new));
    // Other tests' sources, which are due in so far a future as well.
    taken.forEach(store.leases()::release);
  }

  @Test
  void remarksAreBoundedAndNotRepeated() {
    UUID id = due("remarks");
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < RemarkLog.KEPT + 20; i++) {
        store.remarks().add(id, List.of(new Remark(NOW, "item " + i, "odd", false)));
      }
    }
    store.remarks().add(id, List.of(new Remark(NOW, null, "x".repeat(5_000), true)));
    store.remarks().add(id, List.of(new Remark(NOW, null, "same", true)));
    store.remarks().add(id, List.of(new Remark(NOW, null, "same", true)));
    List<Remark> remarks = store.remarks().of(id);
    assertThat(remarks).hasSize(RemarkLog.KEPT);
    assertThat(remarks.get(0).reason()).isEqualTo("same");
    assertThat(remarks.get(1).reason()).hasSize(501).endsWith("…");
    assertThat(Duration.between(remarks.get(0).at(), NOW)).isZero();
  }
}
