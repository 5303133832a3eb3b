// Comparisons as the reports are given them: of many releases, hostile, empty.
#pragma once

#include <fmt/format.h>

#include <random>
#include <string>

#include "changes/model.hpp"

namespace schedlitmus::changes::testing {

using compare::Group;
using compare::Observable;
using compare::Statistic;

inline Observable output(const std::string& name) { return {name, name}; }
inline Observable field(const std::string& name, int at) {
  return {fmt::format("trace|{}|at|{}", name, at), name, Statistic::at, Millis(at), Group::scheduling};
}

inline void finish(Compared& compared) {
  compared.comparison = compare::compare(compared.lines);
  compared.context = {.version = "0.1.0",
                      .host = "Linux, 2 CPUs",
                      .started = "2026-01-31T09:30:00Z",
                      .command = "schedlitmus compare load",
                      .store = kDefaultStore,
                      .campaign = 3,
                      .seed = 5,
                      .bootstrap = {}};
}

/// A queue of many lengths that grows, an output that changes, `fields` others that do not; `name` stands
/// wherever a program or a user could put a text of theirs.
inline Compared comparison(int places, int runs, int fields, const std::string& name = "load") {
  Compared compared;
  compared.name = name;
  compared.axis = "Go";
  compared.setting = "program " + name;
  compare::Line line;
  std::mt19937_64 random(1);
  std::int64_t id = 0;
  for (int i = 0; i < places; ++i) {
    compare::Place place;
    place.value = fmt::format("1.{}.9", i + 2);
    place.minor = i + 2;
    place.traced = true;
    const bool later = i >= places / 2;
    for (int run = 0; run < runs; ++run) {
      compare::Values values;
      values[output("exit")] = std::string("exit 0");
      values[output("stdout")] = later ? "b " + name : "a " + name;
      values[output("measure." + name)] = later ? 9.0 : 4.0;
      values[field("runqueue", 100)] = static_cast<double>(random() % 40) + (later ? 100 : 0);
      for (int n = 0; n < fields; ++n)
        values[field(fmt::format("field{}", n), 200)] = static_cast<double>(random() % 3);
      place.runs.push_back({++id, std::move(values)});
    }
    line.places.push_back(std::move(place));
  }
  line.traced_until = Millis(500);
  compared.lines.push_back(std::move(line));
  finish(compared);
  return compared;
}

constexpr const char* kHostile =
    "</script></style></textarea></title>--><img src=x onerror=alert(1)><svg onload=alert(2)>"
    "<script>alert(3)</script>\" onmouseover=\"alert(4)\" ' javascript:alert(5) ]]> | `code` [a](b) @all &lt;b&gt; "
    "\x1b[31m\x01\xff\u202e";

inline Compared hostile_comparison() {
  auto compared = comparison(3, 8, 2, kHostile);
  compared.setting = compared.axis = kHostile;
  compared.lines[0].label = kHostile;
  for (auto& place : compared.lines[0].places) place.value += kHostile;
  compared.errors.push_back({kHostile, kHostile, kHostile});
  compared.comparison.undecided.push_back({0, 0, 1, kHostile, kHostile});
  compared.baseline = Compared::With{kHostile, kHostile, kHostile, {kHostile}, {kHostile}};
  compared.context.host = compared.context.command = compared.context.store = kHostile;
  return compared;
}

/// A baseline and later runs that show nothing else.
inline Compared unchanged_comparison() {
  auto compared = comparison(2, 8, 2);
  compared.lines[0].places[1] = compared.lines[0].places[0];
  compared.lines[0].places[0].role = "baseline";
  compared.lines[0].places[1].role = "now";
  for (auto& run : compared.lines[0].places[0].runs) run.id = 0;
  compared.baseline =
      Compared::With{"b.json", "schedlitmus 0.1.0", "Linux, 8 CPUs", {"another host"}, {"1.25.3, GOMAXPROCS=4"}};
  finish(compared);
  return compared;
}

}  // namespace schedlitmus::changes::testing
