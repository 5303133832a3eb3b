#include "compare/observable.hpp"

#include <fmt/format.h>

namespace schedlitmus::compare {

std::string_view name_of(Group group) {
  switch (group) {
    case Group::output:
      return "output";
    case Group::scheduling:
      return "scheduling";
    case Group::runtime:
      return "runtime";
  }
  return {};
}

std::string_view name_of(Statistic statistic) {
  switch (statistic) {
    case Statistic::whole:
      return {};
    case Statistic::lines:
      return "lines";
    case Statistic::order:
      return "order";
    case Statistic::least:
      return "least";
    case Statistic::median:
      return "median";
    case Statistic::greatest:
      return "greatest";
    case Statistic::at:
      return "at";
    case Statistic::high:
      return "90 % quantile";
    case Statistic::trend:
      return "trend";
  }
  return {};
}

std::string base_of(const std::string& name) {
  for (const auto* stream : {"stdout", "stderr"})
    if (name.starts_with(stream)) return stream;
  return name;
}

std::string describe(const Observable& observable) {
  if (observable.statistic == Statistic::whole) return observable.name;
  if (observable.statistic == Statistic::at) {
    return fmt::format("{} at {}", observable.name, format_duration(observable.at));
  }
  if (observable.statistic == Statistic::lines && !observable.shape.empty()) {
    return fmt::format("{}, lines \"{}\"", observable.name, observable.shape);
  }
  return fmt::format("{}, {}", observable.name, name_of(observable.statistic));
}

}  // namespace schedlitmus::compare
