#include "selftest/place.hpp"

#include <algorithm>

#include "expectation/value_range.hpp"

namespace schedlitmus::selftest {
namespace {

using trace::HeaderField;
using trace::Sample;

/// Samples that are looked at to find out what a check sees.
constexpr std::size_t kProbed = 16;

template <class Line, class Field>
std::vector<std::int64_t> numbers_of(const std::vector<Line>& lines, Field field) {
  std::vector<std::int64_t> numbers;
  for (const Line& line : lines)
    if (const auto number = line.fields.get(field)) numbers.push_back(*number);
  return numbers;
}

template <class Line, class Field>
void put(std::vector<Line>& lines, Field field, const std::vector<std::int64_t>& numbers) {
  auto next = numbers.begin();
  for (Line& line : lines)
    if (line.fields.get(field) && next != numbers.end()) line.fields.set(field, *next++);
}

/// Whether the check sees something else where the numbers there are other ones.
bool sees(const expectation::Check& check, const Sample& sample, Place place) {
  auto numbers = numbers_at(sample, place);
  if (numbers.empty()) return false;
  Sample changed = sample;
  for (auto& number : numbers) ++number;
  put_numbers(changed, place, numbers);
  const auto differs = [&](const expectation::Subject& subject) {
    const auto before = observe(subject, sample), after = observe(subject, changed);
    return before.value != after.value;
  };
  return differs(check.subject) || (check.from.clause && differs(check.from.clause->subject)) ||
         (check.until && check.until->clause && differs(check.until->clause->subject));
}

}  // namespace

std::string name_of(Place place) {
  switch (place.kind) {
    case PlaceKind::header:
      return std::string(name_of(static_cast<HeaderField>(place.key)));
    case PlaceKind::local:
      return "local_queues";
    case PlaceKind::schedticks:
      return "schedticks";
    case PlaceKind::procs:
      return "p." + std::string(name_of(static_cast<trace::ProcField>(place.key)));
    case PlaceKind::machines:
      return "m." + std::string(name_of(static_cast<trace::MachineField>(place.key)));
  }
  return {};
}

std::vector<std::int64_t> numbers_at(const Sample& sample, Place place) {
  switch (place.kind) {
    case PlaceKind::header: {
      const auto number = sample.header.get(static_cast<HeaderField>(place.key));
      return number ? std::vector{*number} : std::vector<std::int64_t>{};
    }
    case PlaceKind::local:
      return sample.local;
    case PlaceKind::schedticks:
      return sample.schedticks;
    case PlaceKind::procs:
      return numbers_of(sample.procs, static_cast<trace::ProcField>(place.key));
    case PlaceKind::machines:
      return numbers_of(sample.machines, static_cast<trace::MachineField>(place.key));
  }
  return {};
}

void put_numbers(Sample& sample, Place place, const std::vector<std::int64_t>& numbers) {
  if (numbers.empty()) return;
  switch (place.kind) {
    case PlaceKind::header:
      return sample.header.set(static_cast<HeaderField>(place.key), numbers.front());
    case PlaceKind::local:
      sample.local = numbers;
      return;
    case PlaceKind::schedticks:
      sample.schedticks = numbers;
      return;
    case PlaceKind::procs:
      return put(sample.procs, static_cast<trace::ProcField>(place.key), numbers);
    case PlaceKind::machines:
      return put(sample.machines, static_cast<trace::MachineField>(place.key), numbers);
  }
}

std::vector<Place> places_of(const std::vector<Sample>& samples) {
  std::vector<Place> all = {{PlaceKind::local}, {PlaceKind::schedticks}};
  // How many Ps there are is another kind of change: lists and lines change with it.
  for (std::size_t key = 0; key < trace::kHeaderFields; ++key)
    if (static_cast<HeaderField>(key) != HeaderField::gomaxprocs) all.push_back({PlaceKind::header, key});
  for (std::size_t key = 0; key < trace::kProcFields; ++key) all.push_back({PlaceKind::procs, key});
  for (std::size_t key = 0; key < trace::kMachineFields; ++key) all.push_back({PlaceKind::machines, key});
  std::erase_if(all, [&](Place place) {
    return std::ranges::all_of(samples, [&](const Sample& sample) { return numbers_at(sample, place).empty(); });
  });
  return all;
}

std::vector<Place> places_seen_by(const expectation::Check& check, const std::vector<Place>& places,
                                  const std::vector<Sample>& samples) {
  const std::size_t step = std::max<std::size_t>(samples.size() / kProbed, 1);
  std::vector<Place> seen = places;
  std::erase_if(seen, [&](Place place) {
    for (std::size_t i = 0; i < samples.size(); i += step)
      if (sees(check, samples[i], place)) return false;
    return true;
  });
  return seen;
}

std::int64_t possible(std::int64_t number, Place place, int gomaxprocs) {
  const auto* field = trace::find_field(name_of(place));
  const auto range =
      field == nullptr ? std::nullopt : expectation::range_of(expectation::subject_of(*field), gomaxprocs);
  if (!range) return std::max<std::int64_t>(number, 0);
  return std::clamp(number, range->least, range->most.value_or(std::max(number, range->least)));
}

void make_consistent(Sample& sample) {
  const auto at_most = [&](HeaderField field, HeaderField whole) {
    const auto part = sample.header.get(field), all = sample.header.get(whole);
    if (part && all && *part > *all) sample.header.set(field, *all);
  };
  at_most(HeaderField::idlethreads, HeaderField::threads);
  at_most(HeaderField::spinningthreads, HeaderField::threads);
  at_most(HeaderField::idleprocs, HeaderField::gomaxprocs);
}

}  // namespace schedlitmus::selftest
