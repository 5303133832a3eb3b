#include "record/proposal.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "record/grouping.hpp"
#include "verdict/characteristic.hpp"

namespace schedlitmus::record {
namespace {

constexpr std::size_t kMostSeparating = 6;
constexpr std::size_t kMostCommon = 16;  ///< nearly every observable: which one changes next is not known
constexpr std::size_t kMostOfEnd = 8;    ///< of what is known at a run's end: of those that separate, and of the others
constexpr double kLeastTight = 0.5;  ///< bounds that leave more than half of what a field does over a trace say little
/// A measure has no course. Its bounds say something where its spread is small beside its size, or where its
/// greatest number is no more than so many times its least one.
constexpr double kLeastTightMeasure = 0.25, kMostTimes = 5;
constexpr double kMovesBonus = 0.2;  ///< of a field that is not the same all the time
constexpr int kBothEnds = 2;

/// From where to where an observable goes in the course of a trace.
struct Course {
  double least = std::numeric_limits<double>::max(), greatest = std::numeric_limits<double>::lowest();
  [[nodiscard]] double width() const { return greatest > least ? greatest - least : 0; }
};

struct Candidate {
  Proposed proposed;
  std::vector<std::vector<double>> values;  ///< of all runs: to tell twins
  double score = 0;
};

/// What is read most easily comes first where all else is equal.
double plainness(const Probe& probe) {
  switch (probe.shape) {
    case Shape::always:
      return probe.span.from ? 0.025 : 0.03;
    case Shape::list_at:
      return 0.022;
    case Shape::at:
      return 0.02;
    case Shape::aggregate:
      return probe.aggregate == expectation::Aggregate::median ? 0.01 : 0;
    case Shape::exit_status:
      return 0.03;
    case Shape::measure:
      return 0.02;
    case Shape::text:
      return 0.01;
    default:
      return 0;
  }
}

/// How much of the course the bounds rule out, in 0..1.
double tightness(const Proposed& proposed, const Course& course) {
  const auto& group = proposed.groups.front();
  const auto ends = allowed(group.form);
  const double least = ends.least.value_or(group.seen.least);
  const double greatest = ends.greatest.value_or(group.seen.greatest);
  double whole = course.width() + 1;
  if (proposed.probe.shape == Shape::share) whole = 1;
  if (proposed.probe.shape == Shape::measure) whole = std::max(std::abs(least), std::abs(greatest));
  return whole > 0 ? 1 - std::min(1.0, (greatest - least) / whole) : 1;
}

/// How far the other groups' values are from the first one's, over all that was seen; 0 where they overlap.
double gap(const Proposed& proposed) {
  const auto& first = proposed.groups.front().seen;
  if (!first.kinds.empty()) return 1;
  double least = 1;
  for (const auto& group : proposed.groups) {
    if (&group == &proposed.groups.front()) continue;
    const double apart = std::max(group.seen.least - first.greatest, first.least - group.seen.greatest);
    const double whole = std::max(group.seen.greatest, first.greatest) - std::min(group.seen.least, first.least);
    least = std::min(least, whole > 0 ? std::max(0.0, apart / whole) : 0);
  }
  return least;
}

/// Whether it says how much an observable moves, in place of how large it is.
bool is_of_movement(const Probe& probe) {
  return probe.shape == Shape::aggregate && probe.aggregate == expectation::Aggregate::distinct;
}

double score_of(const Proposed& proposed, const Course& course) {
  const auto& probe = proposed.probe;
  if (proposed.separates()) return gap(proposed) + plainness(probe);
  if (probe.is_of_run() && probe.shape != Shape::measure) return plainness(probe);
  const double tight = tightness(proposed, course);
  if (probe.shape == Shape::measure) {
    const auto& seen = proposed.groups.front().seen;
    const bool of_one_size = seen.least > 0 && seen.greatest <= seen.least * kMostTimes;
    return tight < kLeastTightMeasure && !of_one_size ? -1 : tight + plainness(probe);
  }
  const bool never_moves = is_of_movement(proposed.probe) && course.width() <= 0;
  if (tight < kLeastTight || never_moves) return -1;
  return tight + (course.width() > 0 ? kMovesBonus : 0) + plainness(proposed.probe);
}

bool is_constant(const std::vector<std::vector<double>>& values) {
  return std::ranges::all_of(values, [&](const auto& run) { return run == values.front(); });
}

class Chooser {
 public:
  explicit Chooser(std::vector<Candidate> candidates) : candidates_(std::move(candidates)) {
    std::ranges::stable_sort(candidates_, std::greater<>(), &Candidate::score);
  }

  std::vector<Proposed> choose() {
    for (const bool separating : {true, false}) {
      take(separating, false, separating ? kMostSeparating : kMostCommon);
      take(separating, true, kMostOfEnd);
    }
    std::vector<Proposed> checks;
    for (const auto* candidate : chosen_) checks.push_back(candidate->proposed);
    return checks;
  }

 private:
  void take(bool separating, bool of_run, std::size_t most) {
    std::size_t taken = 0;
    for (const auto& candidate : candidates_) {
      if (taken == most) return;
      const auto& proposed = candidate.proposed;
      if (proposed.separates() != separating || proposed.probe.is_of_run() != of_run) continue;
      if (candidate.score < 0 || is_known(candidate) || (of_run && is_told_by_exit_status(candidate))) continue;
      chosen_.push_back(&candidate);
      ++taken;
    }
  }

  /// One check of each observable's size and one of its movement, and none of two observables that moved alike in
  /// every run: what never moves is no twin.
  [[nodiscard]] bool is_known(const Candidate& candidate) const {
    return std::ranges::any_of(chosen_, [&](const Candidate* other) {
      const auto& a = other->proposed.probe;
      const auto& b = candidate.proposed.probe;
      if (observable_of(a) == observable_of(b) && is_of_movement(a) == is_of_movement(b)) return true;
      return other->values == candidate.values && !is_constant(candidate.values);
    });
  }

  /// That there was no time-out, no signal and no fatal error.
  [[nodiscard]] bool is_told_by_exit_status(const Candidate& candidate) const {
    const auto shape = candidate.proposed.probe.shape;
    if (shape != Shape::timed_out && shape != Shape::text) return false;
    const bool nothing = std::ranges::all_of(candidate.values, [](const auto& run) { return run.front() == 0; });
    return nothing && std::ranges::any_of(chosen_, [](const Candidate* other) {
             return other->proposed.probe.shape == Shape::exit_status;
           });
  }

  std::vector<Candidate> candidates_;
  std::vector<const Candidate*> chosen_;
};

int fewest_runs(const std::vector<Observed>& observed) {
  std::size_t fewest = std::numeric_limits<int>::max();
  for (const auto& release : observed) fewest = std::min(fewest, release.runs.size());
  return static_cast<int>(fewest);
}

/// Of what has no field there is none.
std::map<const trace::FieldInfo*, Course> courses_of(const std::vector<Probe>& probes,
                                                     const std::vector<std::vector<Column>>& columns) {
  std::map<const trace::FieldInfo*, Course> courses;
  for (std::size_t i = 0; i < probes.size(); ++i) {
    auto& course = courses[probes[i].field];
    if (probes[i].shape == Shape::share || probes[i].is_of_run()) continue;
    for (const auto& column : columns[i]) {
      for (const auto* runs : {&column.chosen_by, &column.held_out}) {
        for (const auto& run : *runs) {
          course.least = std::min(course.least, run.front());
          course.greatest = std::max(course.greatest, run.back());
        }
      }
    }
  }
  return courses;
}

std::vector<std::vector<double>> values_in(const std::vector<Column>& columns) {
  std::vector<std::vector<double>> values;
  for (const auto& column : columns) {
    values.insert(values.end(), column.chosen_by.begin(), column.chosen_by.end());
    values.insert(values.end(), column.held_out.begin(), column.held_out.end());
  }
  return values;
}

}  // namespace

Proposal propose(const std::vector<Probe>& probes, const std::vector<Observed>& observed, int gomaxprocs,
                 double alpha) {
  Proposal proposal;
  const int runs = fewest_runs(observed);
  proposal.hold = hold_for(runs, alpha);
  proposal.false_alarm = verdict::false_alarm_of_recorded(proposal.hold, runs, kBothEnds);
  std::vector<std::vector<Column>> columns(probes.size());
  for (std::size_t i = 0; i < probes.size(); ++i) {
    for (const auto& release : observed) columns[i].push_back(column_of(release, i));
  }
  const auto courses = courses_of(probes, columns);
  Power power(proposal.hold);
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < probes.size(); ++i) {
    auto proposed = group(probes[i], columns[i], power, gomaxprocs);
    if (!proposed) continue;
    const double score = score_of(*proposed, courses.at(probes[i].field));
    candidates.push_back({std::move(*proposed), values_in(columns[i]), score});
  }
  proposal.checks = Chooser(std::move(candidates)).choose();
  return proposal;
}

}  // namespace schedlitmus::record
