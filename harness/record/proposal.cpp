#include "record/proposal.hpp"

#include <algorithm>
#include <limits>
#include <map>

#include "record/grouping.hpp"
#include "verdict/characteristic.hpp"

namespace schedlitmus::record {
namespace {

constexpr std::size_t kMostSeparating = 6;
constexpr std::size_t kMostCommon = 16;  ///< nearly every observable: which one changes next is not known
constexpr double kLeastTight = 0.5;  ///< bounds that leave more than half of what a field does over a trace say little
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
    case Shape::share:
      return 0;
  }
  return 0;
}

/// How much of the course the bounds rule out, in 0..1.
double tightness(const Proposed& proposed, const Course& course) {
  const auto& group = proposed.groups.front();
  const auto ends = allowed(group.form);
  const double least = ends.least.value_or(*group.seen.least);
  const double greatest = ends.greatest.value_or(*group.seen.greatest);
  const double whole = proposed.probe.shape == Shape::share ? 1 : course.width() + 1;
  return 1 - std::min(1.0, (greatest - least) / whole);
}

/// How far the other groups' values are from the first one's, over all that was seen; 0 where they overlap.
double gap(const Proposed& proposed) {
  const auto& first = proposed.groups.front().seen;
  double least = 1;
  for (const auto& group : proposed.groups) {
    if (&group == &proposed.groups.front()) continue;
    const double apart = std::max(*group.seen.least - *first.greatest, *first.least - *group.seen.greatest);
    const double whole = std::max(*group.seen.greatest, *first.greatest) - std::min(*group.seen.least, *first.least);
    least = std::min(least, whole > 0 ? std::max(0.0, apart / whole) : 0);
  }
  return least;
}

/// Whether it says how much an observable moves, in place of how large it is.
bool is_of_movement(const Probe& probe) {
  return probe.shape == Shape::aggregate && probe.aggregate == expectation::Aggregate::distinct;
}

double score_of(const Proposed& proposed, const Course& course) {
  if (proposed.separates()) return gap(proposed) + plainness(proposed.probe);
  const double tight = tightness(proposed, course);
  const bool never_moves = is_of_movement(proposed.probe) && course.width() <= 0;
  if (tight < kLeastTight || never_moves) return -1;
  return tight + (course.width() > 0 ? kMovesBonus : 0) + plainness(proposed.probe);
}

class Chooser {
 public:
  explicit Chooser(std::vector<Candidate> candidates) : candidates_(std::move(candidates)) {
    std::ranges::stable_sort(candidates_, std::greater<>(), &Candidate::score);
  }

  std::vector<Proposed> choose() {
    take(true, kMostSeparating);
    take(false, kMostCommon);
    std::vector<Proposed> checks;
    for (const auto* candidate : chosen_) checks.push_back(candidate->proposed);
    return checks;
  }

 private:
  void take(bool separating, std::size_t most) {
    std::size_t taken = 0;
    for (const auto& candidate : candidates_) {
      if (taken == most) return;
      if (candidate.proposed.separates() != separating || candidate.score < 0 || is_known(candidate)) continue;
      chosen_.push_back(&candidate);
      ++taken;
    }
  }
  /// One check of each observable's size and one of its movement, and none of two observables that had the same values
  /// in every run.
  [[nodiscard]] bool is_known(const Candidate& candidate) const {
    return std::ranges::any_of(chosen_, [&](const Candidate* other) {
      const auto& a = other->proposed.probe;
      const auto& b = candidate.proposed.probe;
      return (a.field == b.field && is_of_movement(a) == is_of_movement(b)) || other->values == candidate.values;
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

std::map<const trace::FieldInfo*, Course> courses_of(const std::vector<Probe>& probes,
                                                     const std::vector<std::vector<Column>>& columns) {
  std::map<const trace::FieldInfo*, Course> courses;
  for (std::size_t i = 0; i < probes.size(); ++i) {
    auto& course = courses[probes[i].field];
    if (probes[i].shape == Shape::share) continue;
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
