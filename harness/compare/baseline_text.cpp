// The baseline as a text, laid out for people: one observable a line.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <tuple>

#include "compare/baseline.hpp"
#include "compare/baseline_words.hpp"
#include "support/json_text.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::compare {
namespace {

using json::string_text;

/// `"name": value` pairs on one line.
class Members {
 public:
  void raw(std::string_view name, const std::string& value) {
    parts_.push_back(fmt::format("\"{}\": {}", name, value));
  }
  void text(std::string_view name, const std::string& value) {
    if (!value.empty()) raw(name, string_text(value));
  }
  void flag(std::string_view name, bool value) {
    if (value) raw(name, "true");
  }
  [[nodiscard]] std::string joined(std::string_view between) const {
    return fmt::format("{}", fmt::join(parts_, between));
  }

 private:
  std::vector<std::string> parts_;
};

std::string counts_text(const Counted& value) {
  std::vector<std::string> counts;
  for (const auto& [number, runs] : value.numbers)
    counts.push_back(fmt::format("\"{}\": {}", format_number(number), runs));
  for (const auto& [text, runs] : value.texts) counts.push_back(fmt::format("{}: {}", string_text(text), runs));
  return fmt::format("{{{}}}", fmt::join(counts, ", "));
}

std::string value_text(const Counted& value) {
  const auto& what = value.what;
  Members members;
  members.raw("observable", string_text(what.name));
  members.text("statistic", std::string(name_of(what.statistic)));
  if (what.statistic == Statistic::at) members.text("at", format_duration(what.at));
  members.text("in", what.shape);
  if (const auto place = place_in_line(what))
    members.text("place", *place);
  else
    members.text("id", what.id);
  members.flag("clock", what.clock);
  members.raw(value.numbers.empty() ? "texts" : "numbers", counts_text(value));
  return fmt::format("{{{}}}", members.joined(", "));
}

auto order_of(const Counted& value) {
  const auto& what = value.what;
  return std::tuple(std::string_view(what.name), static_cast<int>(what.statistic), what.at, std::string_view(what.id));
}

std::string grid_text(const Grid& grid) {
  std::vector<std::string> times;
  for (const auto time : grid.times) times.push_back(string_text(format_duration(time)));
  Members members;
  members.raw("at", fmt::format("[{}]", fmt::join(times, ", ")));
  members.text("within", format_duration(grid.within));
  members.text("from", format_duration(grid.from));
  members.text("until", format_duration(grid.until));
  return fmt::format("{{{}}}", members.joined(", "));
}

std::string group_text(const BaselinePlace& place, Group group) {
  std::vector<const Counted*> own;
  for (const auto& value : place.values)
    if (value.what.group == group) own.push_back(&value);
  std::ranges::sort(own, {}, [](const Counted* value) { return order_of(*value); });
  std::vector<std::string> lines;
  for (const auto* value : own) lines.push_back("\n        " + value_text(*value));
  return lines.empty() ? "[]" : fmt::format("[{}\n      ]", fmt::join(lines, ","));
}

std::string place_text(const BaselinePlace& place) {
  Members members;
  members.text("go", place.release);
  members.raw("gomaxprocs", std::to_string(place.gomaxprocs));
  members.text("variant", place.variant);
  members.raw("runs", std::to_string(place.runs));
  members.flag("busy_host", place.noisy);
  members.text("build", place.build);
  members.text("go_line", place.go_line);
  if (!place.grid.empty()) members.raw("trace", grid_text(place.grid));
  for (const auto group : {Group::output, Group::scheduling, Group::runtime})
    members.raw(name_of(group), group_text(place, group));
  return fmt::format("    {{\n      {}\n    }}", members.joined(",\n      "));
}

}  // namespace

std::string to_text(const Baseline& baseline) {
  std::vector<std::string> places;
  for (const auto& place : baseline.places) places.push_back("\n" + place_text(place));
  Members members;
  members.raw("schedlitmus_baseline", std::to_string(kBaselineVersion));
  members.raw("compared", string_text(baseline.name));
  members.text("setting", baseline.setting);
  members.text("made_by", baseline.made_by);
  members.text("host", baseline.host);
  if (baseline.period.count() > 0) members.text("period", format_duration(baseline.period));
  members.flag("detail", baseline.detail);
  members.raw("places", fmt::format("[{}\n  ]", fmt::join(places, ",")));
  return fmt::format("{{\n  {}\n}}\n", members.joined(",\n  "));
}

}  // namespace schedlitmus::compare
