#include "compare/baseline.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "compare/difference.hpp"
#include "compare/ranges.hpp"
#include "support/utf8.hpp"

namespace schedlitmus::compare {
namespace {

constexpr int kDigits = 4;
constexpr std::string_view kReplacement = "\xef\xbf\xbd";  // U+FFFD
constexpr double kStays = 0.05;                            ///< a p above which a difference is none

double normal(double number) {
  if (number == std::round(number) || !std::isfinite(number)) return number;
  const double scale = std::pow(10.0, kDigits - 1 - std::floor(std::log10(std::abs(number))));
  const double rounded = std::round(number * scale) / scale;
  return std::isfinite(rounded) ? rounded : number;
}

std::string normal(const std::string& text) {
  if (first_invalid_utf8(text) == std::string::npos && text.find('\0') == std::string::npos) return text;
  std::string out;
  for (std::string_view rest = text; !rest.empty();) {
    const auto next = decode_utf8(rest);
    const bool kept = next.length > 0 && next.code != 0;
    out += kept ? rest.substr(0, next.length) : kReplacement;
    rest.remove_prefix(std::max<std::size_t>(next.length, 1));
  }
  return out;
}

template <class Value>
std::vector<std::pair<Value, int>> histogram_of(const std::vector<Value>& values) {
  std::map<Value, int> counts;
  for (const auto& value : values) ++counts[value];
  return {counts.begin(), counts.end()};
}

const BaselinePlace* same_place(const Baseline& baseline, const BaselinePlace& place) {
  const auto found = std::ranges::find_if(baseline.places, [&](const BaselinePlace& other) {
    return other.minor == place.minor && other.gomaxprocs == place.gomaxprocs && other.variant == place.variant;
  });
  return found == baseline.places.end() ? nullptr : &*found;
}

bool is_same(const Counted& before, const Counted& now) {
  if (before.runs() < now.runs() || now.runs() < kFewestRuns || before.numbers.empty() != now.numbers.empty())
    return false;
  const auto found = difference(now.what, before.side(), now.side());
  return found.none_possible || !found.large || found.p > kStays;
}

}  // namespace

int Counted::runs() const {
  int sum = 0;
  for (const auto& [value, count] : numbers) sum += count;
  for (const auto& [value, count] : texts) sum += count;
  return sum;
}

Side Counted::side() const {
  Side side;
  for (const auto& [value, count] : numbers)
    side.numbers.insert(side.numbers.end(), static_cast<std::size_t>(count), value);
  for (const auto& [value, count] : texts)
    side.categories.insert(side.categories.end(), static_cast<std::size_t>(count), value);
  return side;
}

Counted counted(const Observable& what, const Side& side) {
  Counted counted{what, histogram_of(side.numbers), histogram_of(side.categories)};
  std::erase_if(counted.numbers, [](const auto& number) { return !std::isfinite(number.first); });
  return counted;
}

void normalize(Values& values) {
  Values normalized;
  for (const auto& [what, value] : values) {
    auto as = what;
    as.id = normal(what.id);
    as.name = normal(what.name);
    as.shape = normal(what.shape);
    Value of = value;
    if (auto* number = std::get_if<double>(&of)) *number = normal(*number);
    if (auto* text = std::get_if<std::string>(&of)) *text = normal(*text);
    normalized.emplace(std::move(as), std::move(of));
  }
  values = std::move(normalized);
}

std::vector<Counted> counted_values(const Place& place) {
  Line line{{}, {place}, {}};
  for (auto& run : line.places.front().runs) normalize(run.values);
  std::vector<Counted> values;
  for (const auto& course : courses_of(line)) {
    const auto& side = course.places.front().side;
    auto value = counted(course.what, side);
    if (value.runs() >= kFewestRuns) values.push_back(std::move(value));
  }
  return values;
}

Place place_of(const BaselinePlace& from) {
  Place place;
  place.value = from.release;
  place.minor = from.minor;
  place.build = from.build;
  place.go_line = from.go_line;
  place.noisy = from.noisy;
  place.traced = !from.grid.empty();
  place.runs.resize(static_cast<std::size_t>(from.runs));
  for (const auto& value : from.values) {
    const auto side = value.side();
    for (std::size_t i = 0; i < std::min(side.size(), place.runs.size()); ++i) {
      place.runs[i].values.emplace(value.what,
                                   side.numbers.empty() ? Value(side.categories[i]) : Value(side.numbers[i]));
    }
    place.detail = place.detail || value.what.name.starts_with("goroutines");
  }
  return place;
}

Baseline renewed(const Baseline& before, Baseline now) {
  for (auto& place : now.places) {
    const auto* old = same_place(before, place);
    if (old == nullptr || old->grid != place.grid) continue;
    for (auto& value : place.values) {
      const auto known =
          std::ranges::find_if(old->values, [&](const Counted& other) { return other.what.id == value.what.id; });
      if (known != old->values.end() && is_same(*known, value)) value = *known;
    }
    place.runs = std::max(place.runs, old->runs);
  }
  return now;
}

}  // namespace schedlitmus::compare
