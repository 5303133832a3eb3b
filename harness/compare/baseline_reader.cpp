// Reads a baseline's text, strictly: it is what people review and edit, and a
// mistake in it must not become "no change".
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <tuple>

#include "compare/baseline.hpp"
#include "compare/baseline_words.hpp"
#include "support/nearest.hpp"
#include "support/numbers.hpp"
#include "support/object_reader.hpp"
#include "support/quote.hpp"

namespace schedlitmus::compare {
namespace {

using json::ObjectReader;
using json::Problems;

constexpr int kMostProcs = 1024;
constexpr int kMostMinor = 999;

/// The N of "1.N.P".
std::optional<int> minor_of(std::string_view release) {
  if (!release.starts_with("1.")) return std::nullopt;
  int minor = 0;
  const auto [end, error] = std::from_chars(release.data() + 2, release.data() + release.size(), minor);
  return error == std::errc() && minor >= 0 && minor <= kMostMinor ? std::optional(minor) : std::nullopt;
}

class ValueReader {
 public:
  ValueReader(const json::Value& value, Group group, int runs, Problems& problems)
      : reader_(value, "a value", problems), group_(group), runs_(runs), problems_(problems) {}

  std::optional<Counted> read() {
    Counted counted;
    auto& what = counted.what;
    what.group = group_;
    what.name = reader_.required_text("observable").value_or("");
    const bool known = read_statistic(what);
    what.shape = text_or_empty("in");
    what.clock = reader_.boolean("clock").value_or(false);
    read_id(what);
    read_counts(counted);
    reader_.finish();
    if (!reader_.is_object() || what.name.empty() || !known) return std::nullopt;
    return counted;
  }

 private:
  std::string text_or_empty(std::string_view key) {
    const auto* member = reader_.get(key);
    if (member == nullptr) return {};
    return json::read_text(member->value, fmt::format("\"{}\"", key), problems_).value_or("");
  }

  bool read_statistic(Observable& what) {
    constexpr std::array<std::string_view, 8> kNames = {"lines",    "order", "least",         "median",
                                                        "greatest", "at",    "90 % quantile", "trend"};
    if (const auto* member = reader_.get("statistic")) {
      const auto name = json::read_text(member->value, "\"statistic\"", problems_);
      if (!name) return false;
      const auto statistic = statistic_of(*name);
      if (!statistic) {
        problems_.add(member->value.place, fmt::format("no such statistic: {}", quote(*name)),
                      did_you_mean(*name, kNames));
        return false;
      }
      what.statistic = *statistic;
    }
    if (what.statistic == Statistic::at && reader_.require("at") != nullptr)
      what.at = reader_.duration("at").value_or(Millis{});
    return true;
  }

  void read_id(Observable& what) {
    const auto id = text_or_empty("id");
    const auto place = text_or_empty("place");
    what.id = id.empty() ? derived_id(what, place) : id;
  }

  void read_counts(Counted& counted) {
    const auto* numbers = reader_.get("numbers");
    const auto* texts = reader_.get("texts");
    if ((numbers == nullptr) == (texts == nullptr)) {
      if (reader_.is_object())
        problems_.add(reader_.place(), "a value has either \"numbers\" or \"texts\"",
                      "each value, and how many runs show it: {\"9\": 20}");
      return;
    }
    const auto& all = numbers != nullptr ? numbers->value : texts->value;
    if (!json::expect_type(all, json::Type::object, numbers != nullptr ? "\"numbers\"" : "\"texts\"", problems_))
      return;
    std::set<double> seen;
    for (const auto& member : all.members) {
      const auto runs = json::read_integer(member.value, "the runs of a value", 1, kMostBaselineRuns, problems_);
      if (!runs) continue;
      if (texts != nullptr) {
        counted.texts.emplace_back(member.key, *runs);
        continue;
      }
      const auto number = parse_number(member.key);
      if (!number) {
        problems_.add(member.key_place, fmt::format("not a number: {}", quote(member.key)),
                      "\"texts\" holds what is none");
      } else if (!seen.insert(*number).second) {
        problems_.add(member.key_place, fmt::format("the number {} stands there twice", quote(member.key)));
      } else {
        counted.numbers.emplace_back(*number, *runs);
      }
    }
    std::ranges::sort(counted.numbers);
    std::ranges::sort(counted.texts);
    check_sum(counted, all);
  }

  void check_sum(const Counted& counted, const json::Value& at) {
    std::int64_t sum = 0;
    for (const auto& [number, runs] : counted.numbers) sum += runs;
    for (const auto& [text, runs] : counted.texts) sum += runs;
    if (sum > runs_) {
      problems_.add(
          at.place,
          fmt::format("{} show a value, but the place has {}", count_of(static_cast<std::uint64_t>(sum), "run"), runs_),
          "\"runs\" of the place is how many there are");
    } else if (sum == 0 && at.members.empty()) {
      problems_.add(at.place, "no run shows a value");
    }
  }

  ObjectReader reader_;
  Group group_;
  int runs_;
  Problems& problems_;
};

class PlaceReader {
 public:
  PlaceReader(const json::Value& value, Problems& problems)
      : reader_(value, "a place", problems), problems_(problems) {}

  std::optional<BaselinePlace> read() {
    BaselinePlace place;
    place.release = reader_.required_text("go").value_or("");
    if (const auto* go = reader_.get("go"); go != nullptr && !place.release.empty()) {
      const auto minor = minor_of(place.release);
      place.minor = minor.value_or(0);
      if (!minor)
        problems_.add(go->value.place, fmt::format("no Go release: {}", quote(place.release)), "such as \"1.26.5\"");
    }
    place.gomaxprocs = integer("gomaxprocs", kMostProcs).value_or(1);
    place.variant = reader_.text("variant").value_or("");
    place.runs = integer("runs", kMostBaselineRuns).value_or(kMostBaselineRuns);
    place.noisy = reader_.boolean("busy_host").value_or(false);
    place.build = reader_.text("build").value_or("");
    place.go_line = reader_.text("go_line").value_or("");
    if (const auto* trace = reader_.get("trace")) read_grid(trace->value, place.grid);
    for (const auto group : {Group::output, Group::scheduling, Group::runtime}) read_group(group, place);
    reader_.finish();
    return reader_.is_object() ? std::optional(std::move(place)) : std::nullopt;
  }

 private:
  std::optional<int> integer(std::string_view key, int most) {
    const auto* member = reader_.require(key);
    if (member == nullptr) return std::nullopt;
    return json::read_integer(member->value, fmt::format("\"{}\"", key), 1, most, problems_);
  }

  void read_grid(const json::Value& value, Grid& grid) {
    ObjectReader reader(value, "\"trace\"", problems_);
    if (const auto* at = reader.require("at")) {
      if (json::expect_type(at->value, json::Type::array, "\"at\"", problems_)) {
        for (const auto& item : at->value.items)
          if (const auto time = json::read_duration(item, "an entry of \"at\"", problems_)) grid.times.push_back(*time);
        if (at->value.items.empty())
          problems_.add(at->value.place, "\"at\" is empty", "without times leave \"trace\" out");
      }
    }
    const auto time = [&](std::string_view key) {
      return reader.require(key) == nullptr ? Millis{} : reader.duration(key).value_or(Millis{});
    };
    grid.within = time("within");
    grid.from = time("from");
    grid.until = time("until");
    reader.finish();
  }

  void read_group(Group group, BaselinePlace& place) {
    const auto name = name_of(group);
    const auto* list = reader_.require(name);
    if (list == nullptr || !json::expect_type(list->value, json::Type::array, quote(name), problems_)) return;
    for (const auto& item : list->value.items) {
      auto value = ValueReader(item, group, place.runs, problems_).read();
      if (!value) continue;
      if (!ids_.insert(value->what.id).second) {
        problems_.add(item.place, fmt::format("a second value of {}", quote(describe(value->what))));
      } else {
        place.values.push_back(std::move(*value));
      }
    }
  }

  ObjectReader reader_;
  Problems& problems_;
  std::set<std::string> ids_;
};

/// Whether what follows can be understood at all.
bool check_version(ObjectReader& reader, Problems& problems) {
  const auto* version = reader.require("schedlitmus_baseline");
  if (version == nullptr) return false;
  if (version->value.integer == kBaselineVersion) return true;
  problems.add(version->value.place,
               fmt::format("this schedlitmus reads version {} of a baseline only", kBaselineVersion),
               "use the schedlitmus that made it, or record it again with --save-baseline");
  return false;
}

void read_places(const json::Value& value, Problems& problems, Baseline& baseline) {
  if (!json::expect_type(value, json::Type::array, "\"places\"", problems)) return;
  for (const auto& item : value.items) {
    auto place = PlaceReader(item, problems).read();
    if (!place) continue;
    const bool known = std::ranges::any_of(baseline.places, [&](const BaselinePlace& other) {
      return std::tie(other.release, other.gomaxprocs, other.variant) ==
             std::tie(place->release, place->gomaxprocs, place->variant);
    });
    if (known) problems.add(item.place, "a second place with that release and setting");
    baseline.places.push_back(std::move(*place));
  }
  if (value.items.empty()) problems.add(value.place, "a baseline without places", "record one with --save-baseline");
}

}  // namespace

tl::expected<Baseline, std::vector<Error>> parse_baseline(std::string_view text, const std::string& file) {
  auto document = json::parse(text, file);
  if (!document.errors.empty() || !document.root) return tl::unexpected(std::move(document.errors));
  Problems problems(file);
  ObjectReader reader(*document.root, "a baseline", problems);
  Baseline baseline;
  if (reader.is_object() && check_version(reader, problems)) {
    baseline.name = reader.required_text("compared").value_or("");
    baseline.setting = reader.text("setting").value_or("");
    baseline.made_by = reader.text("made_by").value_or("");
    baseline.host = reader.text("host").value_or("");
    baseline.period = reader.duration("period").value_or(Millis{});
    baseline.detail = reader.boolean("detail").value_or(false);
    if (const auto* places = reader.require("places")) read_places(places->value, problems, baseline);
    reader.finish();
  }
  if (!problems.empty()) return tl::unexpected(problems.take());
  return baseline;
}

}  // namespace schedlitmus::compare
