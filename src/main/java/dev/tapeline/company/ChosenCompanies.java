package dev.tapeline.company;

import dev.tapeline.rest.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Finds the companies of a {@link CompanyChoice}. */
@ApplicationScoped
public class ChosenCompanies {
  private final Companies companies;
  private final WatchLists lists;

  ChosenCompanies(Companies companies, WatchLists lists) {
    this.companies = companies;
    this.lists = lists;
  }

  /**
   * The ids of the companies chosen, each once; empty where all are meant. An empty watch list
   * means none, which is not all.
   *
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 and 409 as {@link Companies#get}
   */
  public Optional<List<UUID>> of(CompanyChoice choice) {
    List<String> names = Parameters.words(choice.companies);
    if (names.isEmpty() && choice.watchList == null) {
      return Optional.empty();
    }
    Set<UUID> ids = new LinkedHashSet<>();
    names.forEach(name -> ids.add(companies.get(name).id()));
    if (choice.watchList != null) {
      lists.get(choice.watchList).companies().forEach(company -> ids.add(company.id()));
    }
    return Optional.of(List.copyOf(ids));
  }
}
