#include "selftest/mutation.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <set>

#include "selftest/change.hpp"

namespace schedlitmus::selftest {
namespace {

using expectation::Check;
using expectation::Condition;
using enum Mutation;

constexpr std::array<std::string_view, kMutations> kNames = {"raised",
                                                             "lowered",
                                                             "set",
                                                             "growing",
                                                             "scattered",
                                                             "permuted",
                                                             "shifted",
                                                             "gomaxprocs",
                                                             "dropped",
                                                             "repeated",
                                                             "stretched",
                                                             "status",
                                                             "wait reason",
                                                             "locked",
                                                             "more goroutines",
                                                             "fewer goroutines",
                                                             "measure",
                                                             "line of stdout",
                                                             "exit",
                                                             "time-out",
                                                             "fatal error",
                                                             "measure of the load",
                                                             "end of the load",
                                                             "readiness",
                                                             "combined"};

class Telling {
 public:
  explicit Telling(double gomaxprocs) : gomaxprocs_(gomaxprocs) {}

  void add(const Condition& condition) {
    const double slack = condition.tolerance;
    if (condition.min) add(condition.min->at(gomaxprocs_), slack, condition);
    if (condition.max) add(condition.max->at(gomaxprocs_), slack, condition);
    if (condition.equals) add(*condition.equals, slack, condition);
    for (const auto& expected : condition.one_of) add(expected, slack, condition);
  }
  [[nodiscard]] std::vector<std::int64_t> take() const { return {numbers_.begin(), numbers_.end()}; }

 private:
  void add(const expectation::Expected& expected, double slack, const Condition& condition) {
    if (const auto* bound = std::get_if<expectation::Bound>(&expected)) add(bound->at(gomaxprocs_), slack, condition);
    if (const auto* list = std::get_if<expectation::Observation::List>(&expected))
      for (const auto entry : *list) add(static_cast<double>(entry), slack, condition);
  }

  void add(double number, double slack, const Condition& condition) {
    constexpr double kLargest = 1e15;
    slack += std::abs(number) * condition.tolerance_share;
    for (const double near : {number - slack - 1, number, number + slack + 1, 2 * number + slack + 1})
      if (std::abs(near) < kLargest) numbers_.insert(std::llround(near));
  }

  double gomaxprocs_;
  std::set<std::int64_t> numbers_ = {0, 1, 2, 5, 20, 100, 1'000, 100'000};
};

int procs_of(const trace::Sample& sample) {
  return static_cast<int>(sample.header.get(trace::HeaderField::gomaxprocs).value_or(1));
}

std::vector<Mutation> run_kinds(const expectation::Subject& subject) {
  using expectation::RunFact;
  if (subject.kind == expectation::SubjectKind::measure) return {measure, line};
  if (subject.kind == expectation::SubjectKind::load) return {load_measure};
  if (subject.fact == RunFact::fatal_error) return {fatal_error};
  if (subject.fact == RunFact::output) return {line, measure};
  if (subject.fact == RunFact::ready) return {readiness};
  if (subject.fact == RunFact::load_exit_status || subject.fact == RunFact::load_timed_out) return {load_end};
  return {Mutation::exit, time_out};
}

bool is_list(Place place) { return place.kind != PlaceKind::header; }

}  // namespace

std::string_view name_of(Mutation mutation) { return kNames.at(static_cast<std::size_t>(mutation)); }

std::vector<std::int64_t> telling_numbers(const Check& check, double gomaxprocs) {
  Telling telling(gomaxprocs);
  telling.add(check.condition);
  if (check.from.clause) telling.add(check.from.clause->condition);
  if (check.until && check.until->clause) telling.add(check.until->clause->condition);
  return telling.take();
}

Mutator::Mutator(const Check& check, const Recording& original) : check_(check), original_(original) {
  const auto& samples = original.samples;
  numbers_ = telling_numbers(check, std::max(original.end.gomaxprocs, 1));
  if (!needs_samples(check.subject)) {
    kinds_ = run_kinds(check.subject);
    return;
  }
  if (samples.empty()) return;
  places_ = places_of(samples);
  seen_ = places_seen_by(check, places_, samples);
  std::ranges::copy_if(places_, std::back_inserter(lists_), is_list);
  kinds_ = {raised, lowered, set, growing, scattered, procs, dropped, repeated, stretched};
  if (!check.per.empty()) kinds_.push_back(load_measure);
  if (!lists_.empty()) kinds_.insert(kinds_.end(), {permuted, shifted});
  const auto has_goroutines = [](const trace::Sample& sample) { return !sample.goroutines.empty(); };
  if (std::ranges::any_of(samples, has_goroutines))
    kinds_.insert(kinds_.end(), {status, wait_reason, locked, more_goroutines, fewer_goroutines});
}

Recording Mutator::mutate(Mutation mutation, Draw& draw) const {
  Recording recording = original_;
  if (mutation == combined) {
    for (auto left = 2 + draw.below(2); left > 0; --left) apply(draw.of(kinds_), recording, draw);
  } else {
    apply(mutation, recording, draw);
  }
  for (auto& sample : recording.samples) make_consistent(sample);
  recording.health.samples = recording.samples.size();
  return recording;
}

void Mutator::apply(Mutation mutation, Recording& recording, Draw& draw) const {
  if (mutation <= fewer_goroutines && recording.samples.empty()) return;
  switch (mutation) {
    case raised:
    case lowered:
    case set:
    case growing:
    case scattered:
      return change_numbers(mutation, recording, draw);
    case permuted:
    case shifted:
      return change_list(mutation, recording, draw);
    case procs:
      return change_procs(recording, draw);
    case dropped:
      return drop_samples(recording, draw);
    case repeated:
      return repeat_samples(recording, draw);
    case stretched:
      return stretch_time(recording, draw);
    case status:
    case wait_reason:
    case locked:
    case more_goroutines:
    case fewer_goroutines:
      return change_goroutines(mutation, check_, numbers_, recording, draw);
    case measure:
    case line:
    case Mutation::exit:
    case time_out:
    case fatal_error:
    case load_measure:
    case load_end:
    case readiness:
      return change_run(mutation, check_, numbers_, recording, draw);
    case combined:
      return;
  }
}

/// A difference that may take a number to where the check turns.
std::int64_t Mutator::step(Draw& draw) const {
  return 1 + static_cast<std::int64_t>(draw.one_in(2) ? draw.below(4) : std::abs(draw.of(numbers_)));
}

/// Mostly one that the check looks at.
Place Mutator::choose(const std::vector<Place>& among, Draw& draw) const {
  std::vector<Place> looked_at;
  std::ranges::copy_if(among, std::back_inserter(looked_at),
                       [&](Place place) { return std::ranges::find(seen_, place) != seen_.end(); });
  return draw.of(looked_at.empty() || draw.one_in(8) ? among : looked_at);
}

void Mutator::change_numbers(Mutation mutation, Recording& recording, Draw& draw) const {
  if (places_.empty()) return;
  const Place place = choose(places_, draw);
  const auto by = step(draw), to = draw.of(numbers_);
  const auto sign = draw.one_in(2) ? 1 : -1;
  const bool each = !draw.one_in(3);  // entry of a list; else one of them
  const auto one = draw.below(64);
  const auto [begin, end] = some_samples(recording, draw);
  for (std::size_t i = begin; i < end; ++i) {
    auto& sample = recording.samples[i];
    auto numbers = numbers_at(sample, place);
    for (std::size_t entry = 0; entry < numbers.size(); ++entry) {
      if (!each && entry != one % numbers.size()) continue;
      auto& number = numbers[entry];
      const auto later = static_cast<std::int64_t>(i - begin) * by * sign;
      number = mutation == raised    ? number + by
               : mutation == lowered ? number - by
               : mutation == set     ? to
               : mutation == growing ? number + later
                                     : draw.of(numbers_) + static_cast<std::int64_t>(draw.below(2));
      number = possible(number, place, procs_of(sample));
    }
    put_numbers(sample, place, numbers);
  }
}

void Mutator::change_list(Mutation mutation, Recording& recording, Draw& draw) const {
  const Place place = choose(lists_, draw);
  const auto way = draw.below(3);
  const auto by = 1 + draw.below(8);
  const auto [begin, end] = some_samples(recording, draw);
  for (std::size_t i = begin; i < end; ++i) {
    auto numbers = numbers_at(recording.samples[i], place);
    if (numbers.empty()) continue;
    const auto total = std::accumulate(numbers.begin(), numbers.end(), std::int64_t{0});
    const auto count = static_cast<std::int64_t>(numbers.size());
    if (mutation == shifted) {
      std::ranges::rotate(numbers, numbers.begin() + static_cast<std::ptrdiff_t>(by % numbers.size()));
    } else if (way == 0) {
      draw.shuffle(numbers);
    } else if (way == 1) {
      std::ranges::fill(numbers, 0);
      numbers.at(by % numbers.size()) = total;
    } else {
      for (std::int64_t entry = 0; entry < count; ++entry)
        numbers[static_cast<std::size_t>(entry)] = total / count + (entry < total % count ? 1 : 0);
    }
    put_numbers(recording.samples[i], place, numbers);
  }
}

}  // namespace schedlitmus::selftest
